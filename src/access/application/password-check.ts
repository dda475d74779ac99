import type { UnitOfWork } from '#kernel';
import { InvalidCredentials, TooManyFailures } from '../domain/access-errors.js';
import { normalisedPassword } from '../domain/password-rules.js';
import type { Account, Accounts, Attempt, PasswordHashes, SecurityTrail, SignInFailures } from './ports.js';

/** What somebody types to sign in. */
export interface Credentials {
  email: string;
  password: string;
  address?: string;
}

/**
 * Finds out whether credentials are right. Failures are counted and audited; an unknown user, a wrong
 * password and a disabled account can't be told apart, by the answer or by the time it takes.
 */
export class PasswordCheck {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly failures: SignInFailures,
    private readonly passwords: PasswordHashes,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @param mayUse refuses accounts that are not let in here, as if the password were wrong
   * @throws InvalidCredentials
   * @throws TooManyFailures also for the right password, while there are too many
   */
  async verify({ email, password, address }: Credentials, mayUse: (account: Account) => boolean = () => true): Promise<Account> {
    const account = await this.accounts.find(email, address);
    const attempt: Attempt = { email, address, isKnownAddress: account?.isKnownAddress ?? false };
    await this.refuseWhileTooMany(attempt);
    const matches = await this.passwords.matches(normalisedPassword(password), account?.passwordHash);
    if (!account || !matches || account.isDisabled || !mayUse(account)) return this.refuse(attempt, account);
    // Guesses sent all at once were let in before any failure was counted: by now they are.
    await this.refuseWhileTooMany(attempt);
    await this.failures.forget(attempt);
    return account;
  }

  private async refuseWhileTooMany(attempt: Attempt): Promise<void> {
    const seconds = await this.failures.waitFor(attempt);
    if (seconds !== undefined) throw new TooManyFailures(seconds);
  }

  private async refuse(attempt: Attempt, account: Account | undefined): Promise<never> {
    const seconds = await this.unitOfWork.run(async () => {
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: account?.userId, outcome: 'refused' });
      return this.failures.count(attempt);
    });
    throw seconds === undefined ? new InvalidCredentials() : new TooManyFailures(seconds);
  }
}
