import type { UnitOfWork } from '#kernel';
import { PasswordUnfit } from '../domain/access-errors.js';
import { isShortPassword } from '../domain/password-rules.js';
import type { PasswordAgain } from './password-again.js';
import type { Confirmation } from './password-check.js';
import type { SecurityTrail, Sessions } from './ports.js';
import type { SecondFactorProof } from './second-factor-check.js';
import type { SecondFactors } from './second-factor-ports.js';

/** Takes one's own second factor out of use. Sessions go on with the password alone, where a role does not demand more. */
export class SwitchOffTotp {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly again: PasswordAgain,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws WrongPassword
   * @throws TotpWrong
   * @throws SecondFactorMissing
   * @throws TooManyFailures
   * @throws PasswordUnfit for one that is enough beside a second factor only
   */
  async execute(confirmation: Confirmation & SecondFactorProof): Promise<void> {
    const { userId } = await this.again.confirmFully(confirmation);
    if (isShortPassword(confirmation.password)) throw new PasswordUnfit('is too short without a second factor: set a longer one first');
    await this.unitOfWork.run(async () => {
      await this.factors.remove(userId);
      await this.sessions.dropSecondFactor(userId);
      this.trail.record({ action: 'second-factor.switch-off', resourceType: 'user', resourceId: userId });
    });
  }
}
