import { describe, expect, it } from '@jest/globals';
import { isPassed, judged } from './judgement.js';
import { Knowledge, type KnowledgeFacts } from './knowledge.js';
import { blockingFinding } from './safety-finding.js';
import { safetyFindings } from './safety-gate.js';
import type { CheckedMedicine, SafetyQuestion } from './safety-question.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const BASE = { id: 'b', name: 'Test', version: '1', date: '2026-01-01' };

function medicine(code: string, changes: Partial<CheckedMedicine> = {}): CheckedMedicine {
  return {
    medicationId: `m${code}`,
    code: { system: 'urn:test', code, display: code },
    name: `Medicine ${code}`,
    strength: '500 mg',
    unit: 'tablet',
    ingredients: [{ system: RXNORM, code, display: `i${code}` }],
    classes: [],
    dose: { quantity: 1, unit: 'tablet' },
    frequency: { times: 3, per: 'day' },
    ...changes,
  };
}

function allergy(code: string, criticality: 'low' | 'high' = 'high') {
  return { id: 'a', substance: { system: RXNORM, code, display: `i${code}` }, kind: 'allergy' as const, criticality };
}

function found(changes: Partial<SafetyQuestion>, facts: Partial<KnowledgeFacts> = {}): string[] {
  const aliases = ['1', '2', '3'].map((code): [string, string] => [`${RXNORM}|${code}`, `${RXNORM}|${code}`]);
  const knowledge = new Knowledge({ aliases, interactions: [], classes: [], doses: [], ...facts });
  const question = { proposed: [medicine('1')], active: [], patient: { allergies: [allergy('3')] }, base: BASE, isStale: false };
  return safetyFindings({ ...question, baseRequired: false, knowledge, ...changes }).map(({ id }) => id);
}

describe('the safety gate', () => {
  it('lets pass what nothing speaks against', () => {
    expect(found({})).toEqual([]);
  });

  it('says that allergies are not known, unless it is recorded that there are none', () => {
    expect(found({ patient: { allergies: [] } })).toEqual(['not-covered:allergies']);
    const none = { ...allergy('1'), substance: { system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' } };
    expect(found({ patient: { allergies: [none] } })).toEqual([]);
  });

  it('checks what it can without a base, and says that there is none', () => {
    const changes = { base: undefined, knowledge: Knowledge.none(), patient: { allergies: [allergy('1')] } };
    const most = medicine('1', { maxDailyDose: { quantity: 1, unit: 'g' } });
    const ids = found({ ...changes, proposed: [most], active: [medicine('1')] } as Partial<SafetyQuestion>);
    expect(ids).toEqual(['knowledge-base-missing', 'allergy:m1:a', 'duplicate-therapy:m1:m1', 'dose:m1']);
  });

  it('blocks without a base of today only where the facility wants that', () => {
    const stale = (baseRequired: boolean) =>
      safetyFindings({ proposed: [], active: [], patient: { allergies: [allergy('1')] }, base: BASE, isStale: true, baseRequired,
        knowledge: Knowledge.none() });
    expect(stale(false)[0]).toMatchObject({ id: 'knowledge-base-stale:1', blocking: false });
    expect(stale(true)[0]).toMatchObject({ id: 'knowledge-base-stale:1', blocking: true, overridable: true });
  });

  it('finds a pair in either order, once', () => {
    const interactions = [{ one: `${RXNORM}|1`, other: `${RXNORM}|2`, severity: 'high' as const }];
    expect(found({ active: [medicine('2')] }, { interactions })).toEqual(['interaction:m1:m2']);
    expect(found({ proposed: [medicine('2')], active: [medicine('1')] }, { interactions })).toEqual(['interaction:m1:m2']);
    expect(found({ proposed: [medicine('2'), medicine('1')] }, { interactions })).toEqual(['interaction:m1:m2']);
  });

  it('finds allergies through a class and across one', () => {
    const shared = { class: 'urn:c|x', className: 'Xs', crossReactive: true, duplicateTherapy: false };
    const classes = [{ member: `${RXNORM}|1`, ...shared }, { member: `${RXNORM}|3`, ...shared }];
    expect(found({}, { classes })).toEqual(['allergy:m1:a']);
    expect(found({}, { classes: classes.map((each) => ({ ...each, crossReactive: false })) })).toEqual([]);
    const toClass = { ...allergy('9'), substance: { system: 'urn:c', code: 'x', display: 'Xs' } };
    expect(found({ patient: { allergies: [toClass] } }, { classes })).toContain('allergy:m1:a');
  });

  it('reads classes out of ATC codes', () => {
    const atc = 'http://www.whocc.no/atc';
    const patient = { allergies: [{ ...allergy('3'), substance: { system: atc, code: 'J01C', display: 'Penicillins' } }] };
    const proposed = [medicine('1', { code: { system: atc, code: 'J01CA04', display: 'amoxicillin' } })];
    expect(found({ proposed, patient })).toContain('allergy:m1:a');
  });

  it('takes the ceiling of the age, and says where the weight is missing', () => {
    const ceiling = { ingredient: `${RXNORM}|1`, unit: 'mg', perKg: false, quantity: 1_000, fromYears: 12 };
    const child = { ingredient: `${RXNORM}|1`, unit: 'mg', perKg: true, quantity: 10, fromYears: 0, belowYears: 12 };
    const doses = [ceiling, child];
    const patient = { allergies: [allergy('3')] };
    expect(found({ patient: { ...patient, ageYears: 40 } }, { doses })).toEqual(['dose:m1']);
    expect(found({ patient: { ...patient, ageYears: 5 } }, { doses })).toEqual(['not-covered:weight:m1']);
    expect(found({ patient: { ...patient, ageYears: 5, weightKg: 20 } }, { doses })).toEqual(['dose:m1']);
    expect(found({ patient: { ...patient, ageYears: 5, weightKg: 200 } }, { doses })).toEqual([]);
  });

  it('says of a medicine that the base does not know it', () => {
    expect(found({ proposed: [medicine('77')] })).toEqual(['not-covered:medicine:m77']);
  });
});

describe('a blocking finding', () => {
  const severe = blockingFinding('allergy', ['x'], 'contraindicated', 'It may kill.');
  const state = (overrides: string[], approvals: string[]) => {
    const said = (users: string[]) => users.map((by) => ({ findingId: severe.id, by }));
    return judged([severe], said(overrides), said(approvals), new Set(['author'])).every(isPassed);
  };

  it('passes only with an override and the approval of somebody else', () => {
    expect(state([], ['second'])).toBe(false);
    expect(state(['first'], [])).toBe(false);
    expect(state(['first'], ['first'])).toBe(false);
    expect(state(['first'], ['author'])).toBe(false);
    expect(state(['first'], ['second'])).toBe(true);
  });
});
