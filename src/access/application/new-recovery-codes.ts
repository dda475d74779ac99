import type { Clock } from '#kernel';
import { RECOVERY_CODES, shownRecoveryCode } from '../domain/recovery-codes.js';
import type { Tokens } from './ports.js';
import type { OneTimeCodes, SecondFactors } from './second-factor-ports.js';

/** Makes recovery codes in place of all older ones; called inside a unit of work. */
export class NewRecoveryCodes {
  constructor(
    private readonly factors: SecondFactors,
    private readonly codes: OneTimeCodes,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** @returns the codes as they are shown, this once; digests of them are kept */
  async for(userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => this.codes.newRecoveryCode());
    const hashes = codes.map((code) => this.tokens.digest(code));
    await this.factors.replaceRecoveryCodes(userId, hashes, this.clock.now());
    return codes.map(shownRecoveryCode);
  }
}
