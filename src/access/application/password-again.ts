import { InvalidCredentials, SecondFactorMissing, TotpRequired, TotpWrong } from '../domain/access-errors.js';
import { WrongPassword } from '../domain/break-glass-errors.js';
import type { Confirmation, PasswordCheck } from './password-check.js';
import type { Account } from './ports.js';
import type { SecondFactorProof } from './second-factor-check.js';

/**
 * Asks somebody who is signed in once more who they are. Failures count as at sign-in, and look otherwise: the token is
 * good, and the session goes on.
 */
export class PasswordAgain {
  constructor(private readonly check: PasswordCheck) {}

  /**
   * @param member of the request, where the password stands
   * @throws WrongPassword
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async confirm(confirmation: Confirmation, member?: string): Promise<Account> {
    try {
      return await this.check.confirm(confirmation);
    } catch (error) {
      throw error instanceof InvalidCredentials ? new WrongPassword(member) : error;
    }
  }

  /**
   * Asks for the second factor as well.
   * @throws WrongPassword
   * @throws SecondFactorMissing
   * @throws TotpWrong
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async confirmFully(confirmation: Confirmation & SecondFactorProof): Promise<Account> {
    const account = await this.confirm(confirmation);
    if (!account.hasSecondFactor) throw new SecondFactorMissing();
    const { address, totp, recoveryCode } = confirmation;
    try {
      await this.check.confirmCode(account, { address, totp, recoveryCode });
    } catch (error) {
      throw error instanceof InvalidCredentials || error instanceof TotpRequired ? new TotpWrong() : error;
    }
    return account;
  }
}
