import { describe, expect, it } from '@jest/globals';
import { digestOf, hashOf, NO_SEAL, type Seal } from './audit-chain.js';

/** Tells any two texts apart, as SHA-256 does for all that matters. */
const digest = (text: string): string => `<${text}>`;

const ROW = { at: '1763802000000000', columns: { id: 'a', action: 'patient.read', patient_id: 'p', changed: ['name'], reason: null } };
const SEAL: Seal = {
  n: 1,
  previous: NO_SEAL,
  sealedAt: '1763802000500000',
  rows: [
    { at: '1763802000000000', id: 'a', digest: digest('a') },
    { at: '1763802000000000', id: 'b', digest: digest('b') },
  ],
};

describe('the digest of an audit row', () => {
  it('does not depend on the order of the columns, nor on empty ones', () => {
    const { id, action, patient_id, changed } = ROW.columns;
    const reordered = { at: ROW.at, columns: { later: null, changed, patient_id, action, id } };

    expect(digestOf(reordered, digest)).toBe(digestOf(ROW, digest));
  });

  it.each([
    ['its time', { ...ROW, at: '1763802000000001' }],
    ['one column', { ...ROW, columns: { ...ROW.columns, action: 'patient.reae' } }],
    ['a column that was empty', { ...ROW, columns: { ...ROW.columns, reason: '' } }],
    ['a list', { ...ROW, columns: { ...ROW.columns, changed: ['name', 'sex'] } }],
    ['the name of a column', { ...ROW, columns: { ...ROW.columns, patient_id: null, facility_id: 'p' } }],
  ])('depends on %s', (_what, changed) => {
    expect(digestOf(changed, digest)).not.toBe(digestOf(ROW, digest));
  });
});

describe('the hash of a seal', () => {
  it.each<[string, Seal]>([
    ['its number', { ...SEAL, n: 2 }],
    ['the seal before', { ...SEAL, previous: digest('another') }],
    ['its time', { ...SEAL, sealedAt: '1763802000500001' }],
    ['the order of its rows', { ...SEAL, rows: SEAL.rows.toReversed() }],
    ['a row more', { ...SEAL, rows: [...SEAL.rows, SEAL.rows[0]!] }],
    ['the digest of a row', { ...SEAL, rows: [SEAL.rows[0]!, { ...SEAL.rows[1]!, digest: digest('c') }] }],
  ])('depends on %s', (_what, changed) => {
    expect(hashOf(changed, digest)).not.toBe(hashOf(SEAL, digest));
  });
});
