import { describe, expect, it } from '@jest/globals';
import { allergyOf, conditionOf } from './chart.js';

const code = { coding: [{ system: 'http://snomed.info/sct', code: '38341003' }], text: 'Hypertension' };
const concept = (status: string) => ({ coding: [{ code: status }] });

describe('a condition from FHIR', () => {
  it('keeps its code in the words that it came with, and the days of its course', () => {
    const condition = conditionOf({
      resourceType: 'Condition',
      code,
      clinicalStatus: concept('resolved'),
      onsetDateTime: '2018-01-10T12:00:41+00:00',
      abatementDateTime: '2018-01',
    });
    expect(condition).toMatchObject({
      code: { system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' },
      clinicalStatus: 'resolved',
      verificationStatus: 'confirmed',
      onset: '2018-01-10',
      abatement: '2018-01',
    });
  });

  it.each([
    ['entered in error', { verificationStatus: concept('entered-in-error') }, 'entered in error'],
    ['a status without an equal', { clinicalStatus: concept('inactive') }, '"inactive" has no equal'],
    ['no code', { code: { text: 'unwell' } }, 'no code'],
  ])('is left out with %s', (_, members, reason) => {
    expect(() => conditionOf({ resourceType: 'Condition', code, ...members })).toThrow(reason);
  });
});

describe('an allergy from FHIR', () => {
  it('lists its reactions and takes the lower criticality where it is not high', () => {
    const allergy = allergyOf({
      resourceType: 'AllergyIntolerance',
      code,
      type: 'intolerance',
      criticality: 'unable-to-assess',
      reaction: [{ manifestation: [{ text: 'Wheal' }, { coding: [{ system: 's', code: 'c', display: 'Cough' }] }] }],
    });
    expect(allergy).toMatchObject({ kind: 'intolerance', criticality: 'low', status: 'active', reaction: 'Wheal, Cough' });
  });
});
