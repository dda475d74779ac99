import { describe, expect, it } from '@jest/globals';
import { SignInBusy } from '../../domain/access-errors.js';
import { Argon2PasswordHashes } from './argon2-password-hashes.js';

describe('password hashes', () => {
  const hashes = new Argon2PasswordHashes();

  it('are argon2id with 19 MiB, two passes and one lane, and differ for the same password', async () => {
    const [one, other] = await Promise.all([hashes.hash('nine copper kettles'), hashes.hash('nine copper kettles')]);

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
    expect(await hashes.matches('nine copper kettles', one)).toBe(true);
    expect(await hashes.matches('nine copper kettle', one)).toBe(false);
  });

  it('tell passwords apart to the 128th character, of any script', async () => {
    const long = '密'.repeat(127);
    const kept = await hashes.hash(`${long}一`);

    expect(await hashes.matches(`${long}一`, kept)).toBe(true);
    expect(await hashes.matches(`${long}二`, kept)).toBe(false);
  });

  it('match nothing where there is none, after the same work', async () => {
    expect(await hashes.matches('nine copper kettles', undefined)).toBe(false);
  });

  it('are worked out so many at a time; what would wait too long is refused, and the rest are done', async () => {
    const kept = await hashes.hash('nine copper kettles');

    const answers = await Promise.allSettled(Array.from({ length: 130 }, () => hashes.matches('nine copper kettles', kept)));

    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.length).toBeLessThanOrEqual(30);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(SignInBusy);
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(130 - refused.length);
    expect(await hashes.matches('nine copper kettles', kept)).toBe(true);
  }, 60_000);
});
