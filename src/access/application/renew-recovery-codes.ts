import type { UnitOfWork } from '#kernel';
import type { NewRecoveryCodes } from './new-recovery-codes.js';
import type { PasswordAgain } from './password-again.js';
import type { Confirmation } from './password-check.js';
import type { SecurityTrail } from './ports.js';
import type { SecondFactorProof } from './second-factor-check.js';

/** Gives somebody new recovery codes; the older ones count no longer. */
export class RenewRecoveryCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly again: PasswordAgain,
    private readonly recoveryCodes: NewRecoveryCodes,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws WrongPassword
   * @throws TotpWrong
   * @throws SecondFactorMissing
   * @throws TooManyFailures
   */
  async execute(confirmation: Confirmation & SecondFactorProof): Promise<{ recoveryCodes: string[] }> {
    const { userId } = await this.again.confirmFully(confirmation);
    return this.unitOfWork.run(async () => {
      const recoveryCodes = await this.recoveryCodes.for(userId);
      this.trail.record({ action: 'second-factor.renew-recovery-codes', resourceType: 'user', resourceId: userId });
      return { recoveryCodes };
    });
  }
}
