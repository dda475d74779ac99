import { beforeEach, describe, expect, it } from '@jest/globals';
import { DirectUnitOfWork } from '#testing';
import { InvalidCredentials, TooManyFailures, TotpRequired } from '../domain/access-errors.js';
import { PasswordCheck } from './password-check.js';
import { type Account, Accounts, type Attempt, PasswordHashes, SecurityTrail, SignInFailures } from './ports.js';
import type { SecondFactorCheck } from './second-factor-check.js';

class KnownAccounts extends Accounts {
  constructor(private readonly accounts: Record<string, Account>) {
    super();
  }

  override async find(email: string): Promise<Account | undefined> {
    return this.accounts[email];
  }

  override async byId(userId: string): Promise<Account | undefined> {
    return Object.values(this.accounts).find((account) => account.userId === userId);
  }
}

class PlainHashes extends PasswordHashes {
  compared = 0;

  override async hash(password: string): Promise<string> {
    return `hash of ${password}`;
  }

  override async matches(password: string, hash: string | undefined): Promise<boolean> {
    this.compared += 1;
    return hash === `hash of ${password}`;
  }
}

class CountedFailures extends SignInFailures {
  counted: Attempt[] = [];
  forgotten: Attempt[] = [];
  waits: (number | undefined)[] = [];

  override async waitFor(): Promise<number | undefined> {
    return this.waits.shift();
  }

  override async count(attempt: Attempt): Promise<number | undefined> {
    this.counted.push(attempt);
    return this.counted.length > 10 ? 900 : undefined;
  }

  override async forget(attempt: Attempt): Promise<void> {
    this.forgotten.push(attempt);
  }
}

class RecordedTrail extends SecurityTrail {
  readonly outcomes: (string | undefined)[] = [];

  override record({ outcome }: { outcome?: string }): void {
    this.outcomes.push(outcome);
  }
}

/** Knows one code, which counts once. */
class OneCode {
  private left = ['492039'];

  async passes(_: string, { totp }: { totp?: string }): Promise<boolean> {
    if (totp === undefined) throw new TotpRequired();
    const isRight = this.left.includes(totp);
    this.left = this.left.filter((code) => code !== totp);
    return isRight;
  }
}

const ADA: Account = {
  userId: 'ada',
  email: 'ada',
  passwordHash: 'hash of right',
  isDisabled: false,
  roles: ['nurse'],
  rolesAnywhere: ['nurse'],
  hasSecondFactor: false,
  isKnownAddress: true,
};

describe('checking a password', () => {
  let hashes: PlainHashes;
  let failures: CountedFailures;
  let trail: RecordedTrail;
  let check: PasswordCheck;

  beforeEach(() => {
    [hashes, failures, trail] = [new PlainHashes(), new CountedFailures(), new RecordedTrail()];
    const accounts = new KnownAccounts({
      ada: ADA,
      bo: { ...ADA, userId: 'bo', email: 'bo', hasSecondFactor: true },
      gone: { ...ADA, isDisabled: true },
      passwordless: { ...ADA, passwordHash: undefined },
    });
    check = new PasswordCheck(new DirectUnitOfWork(), accounts, failures, hashes, new OneCode() as unknown as SecondFactorCheck, trail);
  });

  it('finds the account, forgets its failures and counts nothing', async () => {
    await expect(check.verify({ email: 'ada', password: 'right', address: '::1' })).resolves.toBe(ADA);
    expect(failures.forgotten).toEqual([{ email: 'ada', address: '::1', isKnownAddress: true }]);
    expect(failures.counted).toEqual([]);
  });

  it.each([
    ['an unknown user', 'nobody', 'right'],
    ['a wrong password', 'ada', 'wrong'],
    ['a disabled user', 'gone', 'right'],
    ['a user without password', 'passwordless', 'right'],
  ])('refuses %s after one comparison, counts it and records it', async (_, email, password) => {
    await expect(check.verify({ email, password })).rejects.toBeInstanceOf(InvalidCredentials);
    expect(hashes.compared).toBe(1);
    expect(failures.counted).toHaveLength(1);
    expect(trail.outcomes).toEqual(['refused']);
  });

  it('refuses who may not come in here as if the password were wrong', async () => {
    await expect(check.verify({ email: 'ada', password: 'right' }, () => false)).rejects.toBeInstanceOf(InvalidCredentials);
    expect(failures.counted).toHaveLength(1);
  });

  it('compares nothing while there are too many failures', async () => {
    failures.waits = [300];

    await expect(check.verify({ email: 'ada', password: 'right' })).rejects.toMatchObject({ retryAfterSeconds: 300 });
    expect(hashes.compared).toBe(0);
  });

  it('refuses the right password too where other guesses failed meanwhile', async () => {
    failures.waits = [undefined, 300];

    await expect(check.verify({ email: 'ada', password: 'right' })).rejects.toBeInstanceOf(TooManyFailures);
  });

  it('says to wait when the failure was one too many', async () => {
    const wrong = (): Promise<unknown> => check.verify({ email: 'ada', password: 'wrong' });
    for (let failure = 0; failure < 10; failure++) await expect(wrong()).rejects.toBeInstanceOf(InvalidCredentials);

    await expect(wrong()).rejects.toMatchObject({ retryAfterSeconds: 900 });
  });

  describe('of somebody with a second factor', () => {
    const signIn = (given: { password?: string; totp?: string }): Promise<unknown> =>
      check.verify({ email: 'bo', password: 'right', ...given });

    it('lets them in with its code, once', async () => {
      await expect(signIn({ totp: '492039' })).resolves.toMatchObject({ userId: 'bo' });
      expect(failures.forgotten).toHaveLength(1);
      await expect(signIn({ totp: '492039' })).rejects.toBeInstanceOf(InvalidCredentials);
    });

    it('asks for the code after the right password alone, and forgets no failures for that', async () => {
      await expect(signIn({})).rejects.toBeInstanceOf(TotpRequired);
      await expect(signIn({ password: 'wrong' })).rejects.toBeInstanceOf(InvalidCredentials);
      expect(failures.forgotten).toEqual([]);
      expect(failures.counted).toHaveLength(1);
    });

    it('counts a wrong code like a wrong password', async () => {
      await expect(signIn({ totp: '000000' })).rejects.toBeInstanceOf(InvalidCredentials);
      expect(failures.counted).toHaveLength(1);
      expect(trail.outcomes).toEqual(['refused']);
    });
  });

  describe('again, of somebody who is signed in', () => {
    it('counts a wrong one and forgets nothing for the right one', async () => {
      await expect(check.confirm({ userId: 'bo', password: 'right' })).resolves.toMatchObject({ userId: 'bo' });
      await expect(check.confirm({ userId: 'bo', password: 'wrong' })).rejects.toBeInstanceOf(InvalidCredentials);
      await expect(check.confirm({ userId: 'nobody', password: 'right' })).rejects.toBeInstanceOf(InvalidCredentials);
      expect(failures.counted).toHaveLength(2);
      expect(failures.forgotten).toEqual([]);
    });
  });
});
