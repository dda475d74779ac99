import { describe, expect, it } from '@jest/globals';
import { ServiceAccount } from './service-account.js';

const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z');
const FACILITY = '01990000-0000-7000-8000-0000000000f1';
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

function account(details: Partial<ConstructorParameters<typeof ServiceAccount>[0]> = {}): ServiceAccount {
  return new ServiceAccount({ id: 'a', name: 'Laboratory', scopes: ['patient:find'], secretHash: hash(1), ...details }, NOW);
}

describe('a service account', () => {
  it('holds each scope once', () => {
    expect(account({ scopes: ['slot:find', 'patient:find', 'slot:find'] }).scopes).toEqual(['patient:find', 'slot:find']);
  });

  it('of one facility holds nothing that concerns the installation', () => {
    expect(() => account({ scopes: ['user:manage', 'patient:find'], facilityId: FACILITY })).toThrow("user:manage can't be held");
    expect(account({ scopes: ['user:manage'] }).scopes).toEqual(['user:manage']);
  });

  it('can not be moved to a facility with scopes that do not count there, nor be given such', () => {
    expect(() => account({ scopes: ['audit:read'] }).change({ facilityId: FACILITY })).toThrow("audit:read can't be held");
    expect(() => account({ facilityId: FACILITY }).change({ scopes: ['audit:read'] })).toThrow("audit:read can't be held");
  });

  it('moves from its facility to everywhere where the facility is removed, and stays where nothing is said', () => {
    const here = account({ facilityId: FACILITY });

    here.change({ name: 'Pathology' });
    expect([here.name, here.facilityId]).toEqual(['Pathology', FACILITY]);
    here.change({ facilityId: null });
    expect(here.facilityId).toBeUndefined();
  });

  it('keeps the secret before for the overlap, and none before that one', () => {
    const rotated = account();

    rotated.takeSecret(hash(2), Temporal.Duration.from({ minutes: 30 }), NOW);
    expect([rotated.secretHash, rotated.formerSecretHash]).toEqual([hash(2), hash(1)]);
    expect(rotated.formerSecretUntil?.toString()).toBe('2026-11-22T09:30:00Z');
    rotated.takeSecret(hash(3), Temporal.Duration.from({ minutes: 30 }), NOW);
    expect([rotated.secretHash, rotated.formerSecretHash]).toEqual([hash(3), hash(2)]);
  });

  it('forgets the secret before at once where there is no overlap', () => {
    const rotated = account();

    rotated.takeSecret(hash(2), Temporal.Duration.from({ minutes: 0 }), NOW);

    expect([rotated.formerSecretHash, rotated.formerSecretUntil]).toEqual([undefined, undefined]);
  });
});
