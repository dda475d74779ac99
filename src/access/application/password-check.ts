import type { UnitOfWork } from '#kernel';
import { InvalidCredentials, TooManyFailures } from '../domain/access-errors.js';
import { normalisedPassword } from '../domain/password-rules.js';
import type { Account, Accounts, Attempt, PasswordHashes, SecurityTrail, SignInFailures } from './ports.js';
import type { SecondFactorCheck, SecondFactorProof } from './second-factor-check.js';

/** What somebody types to sign in, and where they are. */
export interface Credentials extends SecondFactorProof {
  email: string;
  password: string;
  address?: string;
  /** What their client says that it is. */
  device?: string;
}

/** What somebody who is signed in types to show that it is still them. */
export interface Confirmation {
  userId: string;
  password: string;
  address?: string;
}

/**
 * Finds out whether credentials are right. Failures are counted and audited; an unknown user, a wrong
 * password and a disabled account can't be told apart, by the answer or by the time it takes. A wrong code of
 * the second factor looks like a wrong password too; that one is missing is told to who has the right password.
 */
export class PasswordCheck {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly failures: SignInFailures,
    private readonly passwords: PasswordHashes,
    private readonly secondFactor: SecondFactorCheck,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @param mayUse refuses accounts that are not let in here, as if the password were wrong
   * @throws InvalidCredentials
   * @throws TotpRequired
   * @throws TooManyFailures also for the right password, while there are too many
   * @throws SignInBusy
   */
  async verify({ email, password, address, ...proof }: Credentials, mayUse: (account: Account) => boolean = () => true): Promise<Account> {
    const found = await this.accounts.find(email, address);
    const attempt: Attempt = { email, address, isKnownAddress: found?.isKnownAddress ?? false };
    const account = await this.comparePassword(attempt, password, found, mayUse);
    if (account.hasSecondFactor && !(await this.secondFactor.passes(account.userId, proof))) return this.refuse(attempt, account);
    await this.refuseWhileTooMany(attempt);
    await this.failures.forget(attempt);
    return account;
  }

  /**
   * Asks a signed-in user for the password again, before something that a stolen session must not do. A wrong one counts
   * as at sign-in; the right one forgets nothing, since no second factor was shown.
   * @throws InvalidCredentials
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async confirm({ userId, password, address }: Confirmation): Promise<Account> {
    const found = await this.accounts.byId(userId, address);
    return this.comparePassword(attemptOf(found, userId, address), password, found);
  }

  /**
   * Asks for the second factor again; a wrong code counts as at sign-in.
   * @throws InvalidCredentials
   * @throws TotpRequired
   * @throws TooManyFailures
   */
  async confirmCode(account: Account, { address, ...proof }: SecondFactorProof & { address?: string }): Promise<void> {
    const attempt = attemptOf(account, account.userId, address);
    if (!(await this.secondFactor.passes(account.userId, proof))) return this.refuse(attempt, account);
    await this.refuseWhileTooMany(attempt);
  }

  private async comparePassword(
    attempt: Attempt,
    password: string,
    account: Account | undefined,
    mayUse: (account: Account) => boolean = () => true,
  ): Promise<Account> {
    await this.refuseWhileTooMany(attempt);
    const matches = await this.passwords.matches(normalisedPassword(password), account?.passwordHash);
    if (!account || !matches || account.isDisabled || !mayUse(account)) return this.refuse(attempt, account);
    // Guesses sent all at once were let in before any failure was counted: by now they are.
    await this.refuseWhileTooMany(attempt);
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

function attemptOf(account: Account | undefined, userId: string, address: string | undefined): Attempt {
  return { email: account?.email ?? userId, address, isKnownAddress: account?.isKnownAddress ?? false };
}
