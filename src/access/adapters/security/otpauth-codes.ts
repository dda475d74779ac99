import { Secret, TOTP } from 'otpauth';
import { OneTimeCodes } from '../../application/second-factor-ports.js';

const ISSUER = 'Aceso';
/** Every app knows these; some know no others. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 };
/** Bytes: as many as a SHA-1 has (RFC 4226 §4), and as 120 random bits need. */
const SECRET_BYTES = 20;
const RECOVERY_CODE_BYTES = 15;
/** Steps before and after the present one, for clocks that differ and people who type slowly (RFC 6238 §5.2). */
const TOLERANCE = 1;

/** One-time codes by the package otpauth. */
export class OtpauthCodes extends OneTimeCodes {
  override newSecret(): string {
    return new Secret({ size: SECRET_BYTES }).base32;
  }

  override uriOf(secret: string, email: string): string {
    return new TOTP({ ...KIND, issuer: ISSUER, label: email, secret }).toString();
  }

  override stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return undefined;
    const timestamp = now.epochMilliseconds;
    const delta = new TOTP({ ...KIND, secret }).validate({ token, timestamp, window: TOLERANCE });
    return delta === null ? undefined : Math.floor(timestamp / (KIND.period * 1_000)) + delta;
  }

  override newRecoveryCode(): string {
    return new Secret({ size: RECOVERY_CODE_BYTES }).base32;
  }
}
