import type { Clock, UnitOfWork } from '#kernel';
import { SecondFactorUnreadable, TotpRequired } from '../domain/access-errors.js';
import { typedRecoveryCode } from '../domain/recovery-codes.js';
import type { SecurityTrail, Tokens } from './ports.js';
import type { OneTimeCodes, SecondFactors, Secrets } from './second-factor-ports.js';

/** What somebody shows besides the password: a code of their app, or one of those kept for when it is lost. */
export interface SecondFactorProof {
  totp?: string;
  recoveryCode?: string;
}

/** Finds out whether somebody has their second factor at hand. A code that is right is spent, whatever follows. */
export class SecondFactorCheck {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly factors: SecondFactors,
    private readonly codes: OneTimeCodes,
    private readonly secrets: Secrets,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns whether the proof is right and nobody had used it before
   * @throws TotpRequired where there is no proof
   * @throws SecondFactorUnreadable
   */
  async passes(userId: string, { totp, recoveryCode }: SecondFactorProof): Promise<boolean> {
    if (totp !== undefined) return this.spendCode(userId, totp);
    if (recoveryCode !== undefined) return this.spendRecoveryCode(userId, recoveryCode);
    throw new TotpRequired();
  }

  private async spendCode(userId: string, totp: string): Promise<boolean> {
    const factor = await this.factors.find(userId);
    if (!factor?.confirmedAt) return false;
    const secret = await this.secrets.open(factor.sealedSecret, userId);
    if (secret === undefined) throw new SecondFactorUnreadable();
    const step = this.codes.stepOf(secret, totp, this.clock.now());
    return step !== undefined && this.factors.spendStep(userId, step);
  }

  private async spendRecoveryCode(userId: string, typed: string): Promise<boolean> {
    const hash = this.tokens.digest(typedRecoveryCode(typed));
    return this.unitOfWork.run(async () => {
      const spent = await this.factors.spendRecoveryCode(userId, hash, this.clock.now());
      const use = { action: 'second-factor.use-recovery-code', resourceType: 'user', resourceId: userId, actorId: userId };
      if (spent) this.trail.record(use);
      return spent;
    });
  }
}
