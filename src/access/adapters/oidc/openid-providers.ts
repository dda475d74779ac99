import * as client from 'openid-client';
import { Unavailable } from '#kernel';
import {
  type IdentityProvider,
  IdentityProviders,
  type ProvenIdentity,
  type ProviderSignIn,
} from '../../application/provider-ports.js';
import { ProviderRefused } from '../../domain/provider-errors.js';

/** How one provider is set up. */
export interface ProviderSettings {
  name: string;
  /** `https`, or `http` on this machine. */
  issuer: string;
  clientId: string;
  clientSecret?: string;
  scopes: readonly string[];
  linkByEmail: boolean;
  /** Values of `amr` and `acr` (RFC 8176, OpenID Connect Core §2) by which a second factor is believed. */
  secondFactor: { amr: readonly string[]; acr: readonly string[] };
}

/** Seconds that a provider may take to answer. */
const PATIENCE = 5;
/** Milliseconds for which what a provider says of itself is kept, and for which one that is away is not asked again. */
const KEPT_FOR = 60 * 60 * 1_000;
const AWAY_FOR = 5_000;

interface Known {
  config: Promise<client.Configuration>;
  until: number;
}

/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce, and a signature that is checked. */
export class OpenIdProviders extends IdentityProviders {
  private readonly settings: ReadonlyMap<string, ProviderSettings>;
  private readonly known = new Map<string, Known>();

  /** @param publicUrl under which browsers reach us, without a slash at its end */
  constructor(
    settings: readonly ProviderSettings[],
    private readonly publicUrl: string,
  ) {
    super();
    this.settings = new Map(settings.map((each) => [each.name, each]));
  }

  override all(): IdentityProvider[] {
    return [...this.settings.values()].map(providerOf);
  }

  override find(name: string): IdentityProvider | undefined {
    const settings = this.settings.get(name);
    return settings && providerOf(settings);
  }

  override async reach(name: string): Promise<void> {
    await this.configOf(this.settingsOf(name));
  }

  override async begin(name: string): Promise<{ url: string; signIn: ProviderSignIn }> {
    const settings = this.settingsOf(name);
    const config = await this.configOf(settings);
    const signIn = {
      provider: name,
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const { acr } = settings.secondFactor;
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: this.callbackOf(name).href,
      scope: settings.scopes.join(' '),
      code_challenge: await client.calculatePKCECodeChallenge(signIn.codeVerifier),
      code_challenge_method: 'S256',
      state: signIn.state,
      nonce: signIn.nonce,
      ...(acr.length > 0 ? { acr_values: acr.join(' ') } : {}),
    });
    return { url: url.href, signIn };
  }

  override async finish({ provider, state, nonce, codeVerifier }: ProviderSignIn, answer: URLSearchParams): Promise<ProvenIdentity> {
    const settings = this.settingsOf(provider);
    const config = await this.configOf(settings);
    const back = this.callbackOf(provider);
    back.search = answer.toString();
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
      const tokens = await client.authorizationCodeGrant(config, back, checks);
      return await identityOf(tokens, settings, config);
    } catch (error) {
      throw isAway(error) ? new Unavailable(`identity provider ${provider}`) : new ProviderRefused();
    }
  }

  /**
   * What the provider says of itself, asked for at most once an hour.
   * @throws Unavailable
   */
  private async configOf(settings: ProviderSettings): Promise<client.Configuration> {
    const { name } = settings;
    let known = this.known.get(name);
    if (!known || known.until <= Date.now()) {
      known = { config: discover(settings), until: Date.now() + KEPT_FOR };
      this.known.set(name, known);
    }
    try {
      return await known.config;
    } catch {
      known.until = Math.min(known.until, Date.now() + AWAY_FOR);
      throw new Unavailable(`identity provider ${name}`);
    }
  }

  private settingsOf(name: string): ProviderSettings {
    const settings = this.settings.get(name);
    if (!settings) throw new Error(`There is no identity provider ${name}.`);
    return settings;
  }

  private callbackOf(name: string): URL {
    return new URL(`${this.publicUrl}/api/v1/auth/oidc/${name}/callback`);
  }
}

function providerOf({ name, issuer, linkByEmail }: ProviderSettings): IdentityProvider {
  return { name, issuer, linksByEmail: linkByEmail };
}

function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<client.Configuration> {
  const server = new URL(issuer);
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
  const execute = [client.enableNonRepudiationChecks];
  // Settings allow that on this machine alone.
  if (server.protocol === 'http:') execute.push(client.allowInsecureRequests);
  return client.discovery(server, clientId, undefined, authentication, { timeout: PATIENCE, execute });
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

async function identityOf(tokens: Tokens, settings: ProviderSettings, config: client.Configuration): Promise<ProvenIdentity> {
  const claims = tokens.claims();
  if (!claims) throw new ProviderRefused();
  const { iss: issuer, sub: subject } = claims;
  const about = settings.linkByEmail && claims['email'] === undefined ? await userInfo(config, tokens, subject) : claims;
  const { email, email_verified: isVerified } = about;
  return {
    issuer,
    subject,
    verifiedEmail: typeof email === 'string' && isVerified === true ? email : undefined,
    hasSecondFactor: showsSecondFactor(claims, settings),
  };
}

/** Many providers tell the e-mail address only there. */
async function userInfo(config: client.Configuration, tokens: Tokens, subject: string): Promise<Record<string, unknown>> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(config, tokens.access_token, subject);
}

function showsSecondFactor({ amr, acr }: Record<string, unknown>, { secondFactor }: ProviderSettings): boolean {
  const methods: unknown[] = Array.isArray(amr) ? amr : [];
  return methods.some((method) => secondFactor.amr.includes(method as string)) || secondFactor.acr.includes(acr as string);
}

/** Not reached, or not able to answer: that says nothing about the person. */
function isAway(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { status?: number } };
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  return (cause?.status ?? (error as { status?: number }).status ?? 0) >= 500;
}
