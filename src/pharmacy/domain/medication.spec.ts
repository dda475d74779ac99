import { describe, expect, it } from '@jest/globals';
import { Medication, searchKey } from './medication.js';

const FACTS = {
  code: { system: 'urn:test', code: '1', display: 'One' },
  name: 'Crème  Dermique',
  form: 'cream',
  strength: '1 %',
  ingredients: [{ system: 'urn:test', code: 'i', display: 'I' }],
  classes: [],
  unit: 'tube',
  controlled: false,
};

describe('a medication', () => {
  it('is found by its name without case, accents and doubled spaces', () => {
    expect(searchKey('Crème  DERMIQUE ')).toBe('creme dermique');
    expect(new Medication('m', FACTS).nameKey).toBe('creme dermique');
  });

  it('loses what a correction leaves out', () => {
    const medication = new Medication('m', { ...FACTS, maxDailyDose: { quantity: 1, unit: 'g' } });
    medication.revise(FACTS);
    expect(medication.facts).toEqual(FACTS);
  });

  it('is retired once and can come back', () => {
    const medication = new Medication('m', FACTS);
    medication.move('retire');
    expect(medication.status).toBe('retired');
    expect(() => medication.move('retire')).toThrow('Cannot retire from retired');
    medication.move('reinstate');
    expect(medication.allowedActions).toEqual(['retire']);
  });
});
