import { TOTP } from 'otpauth';
import type { FixedClock } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { PASSWORD } from './access-rig.js';

/** An app that shows the codes of one secret. */
export class Authenticator {
  private readonly totp: TOTP;

  constructor(
    secret: string,
    private readonly clock: FixedClock,
  ) {
    this.totp = new TOTP({ secret });
  }

  /** The code of this moment. */
  code(): string {
    return this.totp.generate({ timestamp: this.clock.now().epochMilliseconds });
  }

  /** A code that nobody has used: half a minute later. */
  next(): string {
    this.clock.pass({ seconds: 30 });
    return this.code();
  }
}

/** A user with a second factor in use. */
export interface Enrolled {
  app: Authenticator;
  recoveryCodes: string[];
}

export function begin(api: Api, password = PASSWORD): Promise<Answer> {
  return api.post('/auth/totp', { password });
}

/** Sets up one-time codes for the caller. */
export async function enrol(api: Api, clock: FixedClock): Promise<Enrolled> {
  const app = new Authenticator((await begin(api)).body['secret'], clock);
  const confirmed = await api.post('/auth/totp/confirm', { totp: app.next() });
  return { app, recoveryCodes: confirmed.body['recoveryCodes'] };
}
