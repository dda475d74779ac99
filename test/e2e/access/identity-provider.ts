import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { JWK, Provider } from 'oidc-provider';

/** Somebody with an account at the provider. */
export interface ProviderUser {
  sub: string;
  email?: string;
  email_verified?: boolean;
  amr?: string[];
  acr?: string;
}

/** A client of the provider, as its operator has registered us. */
export const CLIENT = { id: 'aceso', secret: randomBytes(24).toString('base64url') };

/** A real OpenID Connect provider on loopback, where signing in is a matter of saying who one is. */
export class IdentityProviderServer {
  private readonly users = new Map<string, ProviderUser>();
  /** Who signs in next. */
  private next?: ProviderUser;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** @param redirectUris where browsers may be sent back */
  static async start(redirectUris: string[]): Promise<IdentityProviderServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = new IdentityProviderServer(issuer, server);
    // It tells at every turn that it is not in production.
    jest.spyOn(console, 'info').mockImplementation(() => undefined);
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const provider = await made.provider(redirectUris);
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const interact = request.url?.startsWith('/interaction/');
      void (interact ? made.signInNext(provider, request, response) : answer(request, response));
    });
    return made;
  }

  /** The user, who signs in at the provider next. */
  expect(user: ProviderUser): void {
    this.users.set(user.sub, user);
    this.next = user;
  }

  /** Nobody answers there any longer. */
  async stop(): Promise<void> {
    jest.restoreAllMocks();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async provider(redirectUris: string[]): Promise<Provider> {
    const { Provider: OpenIdProvider } = await import('oidc-provider');
    const provider = new OpenIdProvider(this.issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris, response_types: ['code'] }],
      claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'] },
      acrValues: ['urn:two-factors'],
      cookies: { keys: [randomBytes(16).toString('hex')] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => this.claimsOf(sub) }),
      jwks: { keys: [signingKey()] },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
    });
    return provider;
  }

  private claimsOf(sub: string): Pick<ProviderUser, 'sub' | 'email' | 'email_verified'> {
    const { email, email_verified } = this.users.get(sub)!;
    return { sub, email, email_verified };
  }

  /** In place of pages that a person would click through: signed in as who is next, all that is asked for granted. */
  private async signInNext(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params, prompt, session } = await provider.interactionDetails(request, response);
    if (!this.next) return provider.interactionFinished(request, response, { error: 'access_denied' });
    const { sub, amr, acr } = this.next;
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: sub, amr, acr } });
    }
    const grant = new provider.Grant({ accountId: session?.accountId ?? sub, clientId: String(params['client_id']) });
    grant.addOIDCScope(String(params['scope']));
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(4).toString('hex') };
}
