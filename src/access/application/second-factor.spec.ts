import { beforeEach, describe, expect, it } from '@jest/globals';
import { DirectUnitOfWork, FixedClock } from '#testing';
import {
  SecondFactorActive,
  SecondFactorMissing,
  SecondFactorUnreadable,
  TotpRequired,
  TotpWrong,
} from '../domain/access-errors.js';
import { BeginTotp } from './begin-totp.js';
import { ConfirmTotp } from './confirm-totp.js';
import { codeAt, InMemorySecondFactors, NotedSessions, NotedTrail, PlainCodes, PlainSecrets, PlainTokens } from './in-memory-identity.js';
import { NewRecoveryCodes } from './new-recovery-codes.js';
import type { PasswordAgain } from './password-again.js';
import { ResealSecondFactors } from './reseal-second-factors.js';
import { ResetSecondFactor } from './reset-second-factor.js';
import { SecondFactorCheck } from './second-factor-check.js';
import { SecondFactorKeyring } from './second-factor-keys.js';

const ADA = { userId: 'ada', sessionId: 'desk', email: 'ada@test.invalid' };

/** Whoever asks knows the password. */
const knowsPassword = { confirm: async () => ADA } as unknown as PasswordAgain;

describe('a second factor', () => {
  const unitOfWork = new DirectUnitOfWork();
  let factors: InMemorySecondFactors;
  let secrets: PlainSecrets;
  let sessions: NotedSessions;
  let trail: NotedTrail;
  let clock: FixedClock;
  let check: SecondFactorCheck;
  let begin: BeginTotp;
  let confirm: ConfirmTotp;

  function wired(keyIds: string[]): void {
    const [codes, tokens] = [new PlainCodes(), new PlainTokens()];
    secrets = new PlainSecrets(keyIds);
    const recoveryCodes = new NewRecoveryCodes(factors, codes, tokens, clock);
    begin = new BeginTotp(unitOfWork, knowsPassword, factors, codes, secrets, trail, clock);
    confirm = new ConfirmTotp(unitOfWork, factors, codes, secrets, recoveryCodes, sessions, trail, clock);
    check = new SecondFactorCheck(unitOfWork, factors, codes, secrets, tokens, trail, clock);
  }

  beforeEach(() => {
    [factors, sessions, trail, clock] = [new InMemorySecondFactors(), new NotedSessions(), new NotedTrail(), new FixedClock()];
    wired(['a']);
  });

  async function enrol(): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { secret } = await begin.execute({ ...ADA, password: 'right' });
    const { recoveryCodes } = await confirm.execute({ ...ADA, totp: codeAt(secret, clock.now()) });
    return { secret, recoveryCodes };
  }

  it('is taken into use by its first code; other sessions end and this one has shown it', async () => {
    const { secret, otpauthUri } = await begin.execute({ ...ADA, password: 'right' });
    expect(otpauthUri).toBe(`otpauth://totp/ada@test.invalid?secret=${secret}`);

    const { recoveryCodes } = await confirm.execute({ ...ADA, totp: codeAt(secret, clock.now()) });

    expect(recoveryCodes).toHaveLength(10);
    expect(sessions.notes).toEqual(['second factor in desk', 'revoke all of ada but desk']);
    expect(trail.actions).toEqual(['second-factor.begin', 'second-factor.confirm']);
  });

  it('is not taken into use by a wrong code, without having been begun, or twice', async () => {
    await expect(confirm.execute({ ...ADA, totp: 'any' })).rejects.toBeInstanceOf(SecondFactorMissing);
    const { secret } = await enrol();
    await expect(confirm.execute({ ...ADA, totp: codeAt(secret, clock.now()) })).rejects.toBeInstanceOf(SecondFactorActive);
    await expect(begin.execute({ ...ADA, password: 'right' })).rejects.toBeInstanceOf(SecondFactorActive);

    factors.rows.clear();
    await begin.execute({ ...ADA, password: 'right' });
    await expect(confirm.execute({ ...ADA, totp: 'secret9@1' })).rejects.toBeInstanceOf(TotpWrong);
  });

  it('is shown by a code once, and not by the one that set it up', async () => {
    const { secret } = await enrol();
    expect(await check.passes('ada', { totp: codeAt(secret, clock.now()) })).toBe(false);

    clock.pass({ seconds: 30 });
    const totp = codeAt(secret, clock.now());

    expect(await check.passes('ada', { totp })).toBe(true);
    expect(await check.passes('ada', { totp })).toBe(false);
    expect(await check.passes('bo', { totp })).toBe(false);
  });

  it('is shown by a recovery code once, which is recorded', async () => {
    const { recoveryCodes } = await enrol();
    const [recoveryCode] = recoveryCodes;

    expect(await check.passes('ada', { recoveryCode })).toBe(true);
    expect(await check.passes('ada', { recoveryCode })).toBe(false);
    expect(trail.actions.filter((action) => action === 'second-factor.use-recovery-code')).toHaveLength(1);
  });

  it('is asked for where nothing is shown', async () => {
    await expect(check.passes('ada', {})).rejects.toBeInstanceOf(TotpRequired);
  });

  it('is no wrong code where its key is away: the fault is ours, and recovery codes go on', async () => {
    const { secret, recoveryCodes } = await enrol();
    wired(['b']);
    clock.pass({ seconds: 30 });

    await expect(check.passes('ada', { totp: codeAt(secret, clock.now()) })).rejects.toBeInstanceOf(SecondFactorUnreadable);
    expect(await check.passes('ada', { recoveryCode: recoveryCodes[0] })).toBe(true);
    expect(await new SecondFactorKeyring(factors, secrets).look()).toEqual({ missing: ['a'], unreadable: 1, olderInUse: [] });
    await new ResealSecondFactors(factors, secrets).execute();
    expect([...factors.rows.values()].map(({ keyId }) => keyId)).toEqual(['a']);
  });

  it('moves under a new key with upkeep, and its codes go on', async () => {
    const { secret } = await enrol();
    wired(['b', 'a']);
    expect((await new SecondFactorKeyring(factors, secrets).look()).olderInUse).toEqual(['a']);

    await new ResealSecondFactors(factors, secrets).execute();

    wired(['b']);
    expect(await new SecondFactorKeyring(factors, secrets).look()).toEqual({ missing: [], unreadable: 0, olderInUse: [] });
    clock.pass({ seconds: 30 });
    expect(await check.passes('ada', { totp: codeAt(secret, clock.now()) })).toBe(true);
  });

  it('moves for any number of users', async () => {
    for (let user = 0; user < 450; user++) await factors.begin(`user-${user}`, await secrets.seal('s', `user-${user}`));
    wired(['b', 'a']);

    await new ResealSecondFactors(factors, secrets).execute();

    expect(await factors.countByKey()).toEqual(new Map([['b', 450]]));
  });

  it('is taken away by an administrator, and its user is signed out', async () => {
    await enrol();
    const reset = new ResetSecondFactor(unitOfWork, factors, sessions, trail, clock);

    await reset.execute({ userId: 'ada' });

    expect(sessions.notes.at(-1)).toBe('revoke all of ada');
    expect(trail.actions.at(-1)).toBe('user.reset-second-factor');
    await expect(reset.execute({ userId: 'ada' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
