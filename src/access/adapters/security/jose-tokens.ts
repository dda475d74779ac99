import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { Tokens } from '../../application/ports.js';
import { ALGORITHM, ISSUER, type SigningKeys } from './signing-keys.js';

/** Compared with where there is nothing to compare with. */
const NO_DIGEST = new Uint8Array(32);

/** Access tokens as JWT; every other token is random and opaque. */
export class JoseTokens extends Tokens {
  constructor(private readonly keys: SigningKeys) {
    super();
  }

  override sign(subject: string, sessionId: string, audience: string, lifetimeSeconds: number, clientId?: string): Promise<string> {
    const { id, key } = this.keys.current;
    return new SignJWT({ sid: sessionId, ...(clientId === undefined ? {} : { client_id: clientId }) })
      .setProtectedHeader({ alg: ALGORITHM, kid: id, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(key);
  }

  override random(): string {
    return randomBytes(32).toString('base64url');
  }

  override digest(token: string): Uint8Array {
    return createHash('sha256').update(token).digest();
  }

  override matches(token: string, digest: Uint8Array | undefined): boolean {
    return timingSafeEqual(this.digest(token), digest ?? NO_DIGEST) && digest !== undefined;
  }
}
