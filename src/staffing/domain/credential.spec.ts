import { describe, expect, it } from '@jest/globals';
import { Credential, credentialMachine, credentialActions, CREDENTIAL_STATUSES, credentialStatus } from './credential.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const now = Temporal.Instant.from('2026-06-01T10:00:00Z');
const validity = { validFrom: date('2026-01-01'), validUntil: date('2026-12-31') };

function licence(): Credential {
  return Credential.add({ id: 'c', staffId: 's', kind: 'medical-licence', number: '1', issuer: 'Board', ...validity });
}

describe('a credential', () => {
  it('is valid from its first day to its last, and expiring in the notice days before', () => {
    const on = (day: string): string => credentialStatus(validity, date(day), 60);
    expect(on('2025-12-31')).toBe('upcoming');
    expect(on('2026-01-01')).toBe('valid');
    expect(on('2026-11-01')).toBe('valid');
    expect(on('2026-11-02')).toBe('expiring');
    expect(on('2026-12-31')).toBe('expiring');
    expect(on('2027-01-01')).toBe('expired');
  });

  it('never expires early where no notice is wanted', () => {
    expect(credentialStatus(validity, date('2026-12-31'), 0)).toBe('valid');
  });

  it('is refused where it ends before it begins', () => {
    const backwards = { validFrom: date('2026-01-02'), validUntil: date('2026-01-01') };
    expect(() => Credential.add({ ...licence(), ...backwards })).toThrow(expect.objectContaining({ code: 'invalid-validity' }));
  });

  it('is suspended and reinstated, and says so', () => {
    const credential = licence();
    credential.suspend('review', now, date('2026-06-01'));
    expect(credentialStatus(credential, date('2026-06-02'), 60)).toBe('suspended');
    credential.reinstate(date('2026-06-03'));
    expect([credential.suspendedAt, credential.suspensionReason]).toEqual([undefined, undefined]);
    expect(credential.takeEvents().map(({ type, aggregateId }) => [type, aggregateId])).toEqual([
      ['staffing.credential-added.v1', 's'],
      ['staffing.credential-suspended.v1', 's'],
      ['staffing.credential-reinstated.v1', 's'],
    ]);
  });

  it('can be neither suspended twice, nor reinstated unasked, nor either once it has expired', () => {
    const suspended = licence();
    suspended.suspend('review', now, date('2026-06-01'));
    const refused = expect.objectContaining({ code: 'invalid-transition' });
    expect(() => suspended.suspend('again', now, date('2026-06-02'))).toThrow(refused);
    expect(() => licence().reinstate(date('2026-06-02'))).toThrow(refused);
    expect(() => licence().suspend('late', now, date('2027-01-01'))).toThrow(refused);
    expect(() => suspended.reinstate(date('2027-01-01'))).toThrow(refused);
  });

  it('publishes the moves that it allows', () => {
    for (const status of CREDENTIAL_STATUSES) {
      const declared = credentialMachine.transitions.filter((each) => each.from === status && !('system' in each));
      expect(declared.map(({ action }) => action)).toEqual(credentialActions(status));
    }
  });
});
