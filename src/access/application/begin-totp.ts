import type { Clock, UnitOfWork } from '#kernel';
import { SecondFactorActive } from '../domain/access-errors.js';
import type { PasswordAgain } from './password-again.js';
import type { Confirmation } from './password-check.js';
import type { SecurityTrail } from './ports.js';
import type { OneTimeCodes, SecondFactors, Secrets } from './second-factor-ports.js';

/** What an app needs to show codes. */
export interface TotpSecret {
  /** Base32, to be typed. */
  secret: string;
  /** The same for a QR code. */
  otpauthUri: string;
}

/** Begins to set up a second factor. It guards nothing until a first code confirms it; beginning again starts anew. */
export class BeginTotp {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly again: PasswordAgain,
    private readonly factors: SecondFactors,
    private readonly codes: OneTimeCodes,
    private readonly secrets: Secrets,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws WrongPassword
   * @throws TooManyFailures
   * @throws SecondFactorActive
   */
  async execute(confirmation: Confirmation): Promise<TotpSecret> {
    const { userId, email } = await this.again.confirm(confirmation);
    const secret = this.codes.newSecret();
    const sealed = await this.secrets.seal(secret, userId);
    await this.unitOfWork.run(async () => {
      if (!(await this.factors.begin(userId, sealed, this.clock.now()))) throw new SecondFactorActive();
      this.trail.record({ action: 'second-factor.begin', resourceType: 'user', resourceId: userId });
    });
    return { secret, otpauthUri: this.codes.uriOf(secret, email) };
  }
}
