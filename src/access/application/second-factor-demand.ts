import type { UnitOfWork } from '#kernel';
import { InvalidCredentials, TooManyFailures } from '../domain/access-errors.js';
import type { Account, Attempt, SecurityTrail, SignInFailures } from './ports.js';
import type { SecondFactorCheck, SecondFactorProof } from './second-factor-check.js';

/** Asks for a second factor where something else than a password stood for the first. Wrong ones count as failures to sign in. */
export class SecondFactorDemand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: SecondFactorCheck,
    private readonly failures: SignInFailures,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws TotpRequired where there is no proof
   * @throws InvalidCredentials
   * @throws TooManyFailures
   */
  async demand({ userId, email, isKnownAddress }: Account, proof: SecondFactorProof, address: string | undefined): Promise<void> {
    const attempt: Attempt = { email, address, isKnownAddress };
    const seconds = await this.failures.waitFor(attempt);
    if (seconds !== undefined) throw new TooManyFailures(seconds);
    if (await this.check.passes(userId, proof)) return;
    const toWait = await this.unitOfWork.run(async () => {
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: userId, outcome: 'refused' });
      return this.failures.count(attempt);
    });
    throw toWait === undefined ? new InvalidCredentials() : new TooManyFailures(toWait);
  }
}
