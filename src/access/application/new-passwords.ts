import { fitPassword, normalisedPassword } from '../domain/password-rules.js';
import type { KeptPassword } from '../domain/user.js';
import type { CommonPasswords, PasswordHashes } from './ports.js';

/** Whose password it is to be. */
export interface PasswordOwner {
  email: string;
  displayName: string;
  hasSecondFactor: boolean;
}

/** Makes of a new password what is kept of it. */
export class NewPasswords {
  constructor(
    private readonly hashes: PasswordHashes,
    private readonly common: CommonPasswords,
  ) {}

  /**
   * @throws PasswordUnfit
   * @throws SignInBusy
   */
  async of(password: string, { email, displayName, hasSecondFactor }: PasswordOwner): Promise<KeptPassword> {
    const isCommon = await this.common.includes(normalisedPassword(password));
    const { text, isShort } = fitPassword(password, { about: [email, displayName, 'aceso'], isCommon, hasSecondFactor });
    return { hash: await this.hashes.hash(text), isShort };
  }
}
