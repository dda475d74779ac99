import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { InvitationRules, isBirthDate, PatientInvitation } from './patient-invitation.js';

describe('the invitation of a patient', () => {
  let clock: FixedClock;
  let invitation: PatientInvitation;

  beforeEach(() => {
    clock = new FixedClock();
    const fields = { id: 'i1', patientId: 'p1', codeHash: 'hash', invitedBy: 'desk' };
    invitation = new PatientInvitation(fields, new InvitationRules(14), clock.now());
  });

  const status = (): string => invitation.statusAt(clock.now());
  const refused = expect.objectContaining({ code: 'invalid-invitation' });

  it('counts for so many days, up to the last second', () => {
    clock.pass({ days: 13, hours: 23, minutes: 59, seconds: 59 });
    expect(status()).toBe('pending');
    clock.pass({ seconds: 1 });
    expect(status()).toBe('expired');
    expect(() => invitation.accept('anna', clock.now())).toThrow(refused);
  });

  it('is accepted once', () => {
    invitation.accept('anna', clock.now());

    expect(invitation).toMatchObject({ acceptedBy: 'anna' });
    expect(status()).toBe('accepted');
    expect(() => invitation.accept('bo', clock.now())).toThrow(refused);
    expect(() => invitation.revoke(clock.now())).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });

  it('counts no longer once it is taken back', () => {
    invitation.revoke(clock.now());

    expect(status()).toBe('revoked');
    expect(() => invitation.accept('anna', clock.now())).toThrow(refused);
    expect(() => invitation.revoke(clock.now())).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });

  it('stands four failures and not five', () => {
    for (let failure = 0; failure < 4; failure++) invitation.noteFailure();
    expect(status()).toBe('pending');
    invitation.noteFailure();
    expect(status()).toBe('locked');
    expect(() => invitation.accept('anna', clock.now())).toThrow(refused);
  });

  it.each([
    ['1980-02-29', '1980-02-29', true],
    ['1980-02-29', '1980-02', true],
    ['1980-02-29', '1980', true],
    ['1980-02-29', '1980-02-28', false],
    ['1980-02-29', '1980-03', false],
    ['1980-02-29', '1981', false],
    ['1980-02-29', '198', false],
    ['1980-02-29', '', false],
  ])('takes %s for a birth date that is known as %j: %j', (date, known, is) => {
    expect(isBirthDate(date, known)).toBe(is);
  });
});
