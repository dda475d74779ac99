import { parseCookie, stringifySetCookie } from 'cookie';
import { jwtVerify, SignJWT } from 'jose';
import type { ProviderSignIn } from '../../application/provider-ports.js';
import { ALGORITHM, ISSUER, type SigningKeys } from '../security/signing-keys.js';

/** Counts nowhere else, and nothing else counts here. */
const AUDIENCE = 'aceso-provider-sign-in';
/** Seconds that somebody may take at the provider. */
const LIFETIME = 10 * 60;

/**
 * What a browser keeps while somebody is at their identity provider: signed, out of the reach of scripts, and sent by
 * navigation to our own pages alone. Over https its name makes sure that nobody but this very host has set it.
 */
export class SignInCookie {
  private readonly name: string;

  constructor(
    private readonly keys: SigningKeys,
    private readonly secure: boolean,
  ) {
    this.name = secure ? '__Host-aceso-sign-in' : 'aceso-sign-in';
  }

  /** The header that keeps it. */
  async kept(signIn: ProviderSignIn): Promise<string> {
    const { id, key } = this.keys.current;
    const value = await new SignJWT({ signIn })
      .setProtectedHeader({ alg: ALGORITHM, kid: id, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME}s`)
      .sign(key);
    return stringifySetCookie({ ...this.attributes, value, maxAge: LIFETIME });
  }

  /** The header that ends it. */
  get ended(): string {
    return stringifySetCookie({ ...this.attributes, value: '', maxAge: 0 });
  }

  /** What a request brings back; nothing where there is none, or none of ours that still counts. */
  async read(header: string | undefined): Promise<ProviderSignIn | undefined> {
    const value = parseCookie(header ?? '')[this.name];
    if (value === undefined) return undefined;
    try {
      const key = (protectedHeader: { alg?: string; kid?: string }): NonNullable<ReturnType<SigningKeys['keyFor']>> => {
        const found = this.keys.keyFor(protectedHeader);
        if (!found) throw new Error('unknown key');
        return found;
      };
      const { payload } = await jwtVerify(value, key, { issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM] });
      return payload['signIn'] as ProviderSignIn;
    } catch {
      return undefined;
    }
  }

  private get attributes(): { name: string; path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { name: this.name, path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure };
  }
}
