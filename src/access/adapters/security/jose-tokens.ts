import { createHash, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { Tokens } from '../../application/ports.js';
import { ALGORITHM, ISSUER, type SigningKeys } from './signing-keys.js';

/** Access tokens as JWT; every other token is random and opaque. */
export class JoseTokens extends Tokens {
  constructor(private readonly keys: SigningKeys) {
    super();
  }

  override sign(userId: string, sessionId: string, audience: string, lifetimeSeconds: number): Promise<string> {
    const { id, key } = this.keys.current;
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, kid: id, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(userId)
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
}
