import { beforeEach, describe, expect, it } from '@jest/globals';
import { DirectUnitOfWork } from '#testing';
import { InvalidCredentials, TooManyFailures } from '../domain/access-errors.js';
import { PasswordCheck } from './password-check.js';
import { type Account, Accounts, type Attempt, PasswordHashes, SecurityTrail, SignInFailures } from './ports.js';

class KnownAccounts extends Accounts {
  constructor(private readonly accounts: Record<string, Account>) {
    super();
  }

  override async find(email: string): Promise<Account | undefined> {
    return this.accounts[email];
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

const ADA: Account = { userId: 'ada', passwordHash: 'hash of right', isDisabled: false, roles: ['nurse'], isKnownAddress: true };

describe('checking a password', () => {
  let hashes: PlainHashes;
  let failures: CountedFailures;
  let trail: RecordedTrail;
  let check: PasswordCheck;

  beforeEach(() => {
    [hashes, failures, trail] = [new PlainHashes(), new CountedFailures(), new RecordedTrail()];
    const accounts = new KnownAccounts({ ada: ADA, gone: { ...ADA, isDisabled: true }, passwordless: { ...ADA, passwordHash: undefined } });
    check = new PasswordCheck(new DirectUnitOfWork(), accounts, failures, hashes, trail);
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
});
