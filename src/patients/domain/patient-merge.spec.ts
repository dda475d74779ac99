import { describe, expect, it } from '@jest/globals';
import { LaterMergeStands, MergeReverted, SelfMerge } from './merge-errors.js';
import { PatientMerged } from './patient-errors.js';
import { PatientMerge } from './patient-merge.js';
import { Patient } from './patient.js';

const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z');

function record(id: string): Patient {
  const details = { contacts: [], identifiers: [], emergencyContacts: [] };
  const name = { given: ['Ada'], family: 'Long' };
  return Patient.register({ id, mrn: id }, { ...details, name, birthDate: '1979-03-08', sex: 'female' }, NOW);
}

function merged(into: Patient, from: Patient): PatientMerge {
  const merge = PatientMerge.of('m', into.id, from.id, NOW);
  merge.perform(into, from);
  return merge;
}

describe('a merge of two records', () => {
  it('has the one lead to the other, which no namesake is held against any more', () => {
    const [survivor, other] = [record('a'), record('b')];
    const merge = merged(survivor, other);
    expect([other.mergedInto, other.acceptedAs, survivor.mergedInto]).toEqual(['a', 'b', undefined]);
    const payload = { mergeId: 'm', survivorId: 'a', mergedId: 'b' };
    expect(merge.takeEvents()).toEqual([{ type: 'patients.patients-merged.v1', aggregateId: 'm', payload }]);
  });

  it('is of two, neither of which was merged before', () => {
    const [survivor, other, third] = [record('a'), record('b'), record('c')];
    expect(() => PatientMerge.of('m', 'a', 'a', NOW)).toThrow(SelfMerge);
    merged(survivor, other);
    expect(() => merged(survivor, other)).toThrow(PatientMerged);
    expect(() => merged(other, third)).toThrow(PatientMerged);
    expect(third.mergedInto).toBeUndefined();
  });

  it('closes the merged record to changes', () => {
    const [survivor, other] = [record('a'), record('b')];
    merged(survivor, other);
    expect(() => other.change({ ...other.details, sex: 'other' }, NOW)).toThrow(PatientMerged);
  });

  it('is reverted once', () => {
    const [survivor, other] = [record('a'), record('b')];
    const merge = merged(survivor, other);
    merge.revert(other, NOW);
    expect([other.mergedInto, merge.revertedAt]).toEqual([undefined, NOW]);
    expect(merge.takeEvents().map(({ type }) => type)).toEqual(['patients.patients-merged.v1', 'patients.patient-merge-reverted.v1']);
    expect(() => merge.revert(other, NOW)).toThrow(MergeReverted);
  });

  it('is not reverted while a later merge leads further', () => {
    const [survivor, other] = [record('a'), record('b')];
    const merge = merged(survivor, other);
    Object.assign(other, { mergedInto: 'c' });
    expect(() => merge.revert(other, NOW)).toThrow(LaterMergeStands);
  });
});
