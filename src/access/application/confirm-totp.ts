import type { Clock, UnitOfWork } from '#kernel';
import { SecondFactorActive, SecondFactorMissing, SecondFactorUnreadable, TotpWrong } from '../domain/access-errors.js';
import type { NewRecoveryCodes } from './new-recovery-codes.js';
import type { SecurityTrail, Sessions } from './ports.js';
import type { OneTimeCodes, SecondFactors, Secrets } from './second-factor-ports.js';

export interface ConfirmTotpCommand {
  userId: string;
  sessionId: string;
  totp: string;
}

/**
 * Takes a second factor into use by its first code, which then counts nowhere else. This session has shown it; all others
 * end, since they began without.
 */
export class ConfirmTotp {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly factors: SecondFactors,
    private readonly codes: OneTimeCodes,
    private readonly secrets: Secrets,
    private readonly recoveryCodes: NewRecoveryCodes,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the recovery codes, this once
   * @throws SecondFactorMissing where none was begun
   * @throws SecondFactorActive
   * @throws SecondFactorUnreadable
   * @throws TotpWrong
   */
  async execute({ userId, sessionId, totp }: ConfirmTotpCommand): Promise<{ recoveryCodes: string[] }> {
    const factor = await this.factors.find(userId);
    if (!factor) throw new SecondFactorMissing();
    if (factor.confirmedAt) throw new SecondFactorActive();
    const step = await this.stepOf(factor.sealedSecret, userId, totp);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      if (!(await this.factors.confirm(userId, factor.sealedSecret, step, now))) throw new SecondFactorActive();
      const recoveryCodes = await this.recoveryCodes.for(userId);
      await this.sessions.noteSecondFactor(sessionId, now);
      await this.sessions.revokeAllOf(userId, now, sessionId);
      this.trail.record({ action: 'second-factor.confirm', resourceType: 'user', resourceId: userId });
      return { recoveryCodes };
    });
  }

  private async stepOf(sealed: string, userId: string, totp: string): Promise<number> {
    const secret = await this.secrets.open(sealed, userId);
    if (secret === undefined) throw new SecondFactorUnreadable();
    const step = this.codes.stepOf(secret, totp, this.clock.now());
    if (step === undefined) throw new TotpWrong();
    return step;
  }
}
