import { describe, expect, it } from '@jest/globals';
import { InvalidTransition } from '#kernel';
import { allergyMachine } from './allergy-machine.js';
import { Allergy } from './allergy.js';
import { checkEntryDates } from './chart-checks.js';
import { conditionMachine, verificationMachine } from './condition-machine.js';
import { Condition } from './condition.js';

const code = { system: 'http://snomed.info/sct', code: '195967001', display: 'Asthma' };

function table(machine: { transitions: readonly { from: string | null; action: string; to: string }[] }): string[] {
  return machine.transitions.filter(({ from }) => from !== null).map(({ from, action, to }) => `${from} -${action}-> ${to}`);
}

describe('the life cycle', () => {
  it('of an allergy is as declared', () => {
    expect(table(allergyMachine)).toEqual([
      'active -inactivate-> inactive',
      'inactive -reactivate-> active',
      'inactive -resolve-> resolved',
      'active -enter-in-error-> entered-in-error',
      'inactive -enter-in-error-> entered-in-error',
      'resolved -enter-in-error-> entered-in-error',
    ]);
  });

  it('of a condition is as declared', () => {
    expect(table(conditionMachine).filter((step) => !step.includes('error'))).toEqual([
      'active -recur-> recurrence',
      'active -relapse-> relapse',
      'recurrence -reactivate-> active',
      'relapse -reactivate-> active',
      'active -remit-> remission',
      'remission -resolve-> resolved',
    ]);
    expect(table(conditionMachine).filter((step) => step.includes('error'))).toHaveLength(5);
    expect(table(verificationMachine)).toEqual([
      'unconfirmed -presume-> provisional',
      'provisional -confirm-> confirmed',
      'provisional -refute-> refuted',
    ]);
  });

  it('leads nowhere else, in any state', () => {
    for (const from of ['active', 'recurrence', 'relapse', 'remission', 'resolved', 'entered-in-error'] as const) {
      for (const action of ['recur', 'relapse', 'reactivate', 'remit', 'resolve', 'enter-in-error'] as const) {
        const state = { clinicalStatus: from, verificationStatus: 'confirmed' } as const;
        const condition = new Condition('c', 'p', { code, recordedOn: '2026-01-01' }, state);
        if (condition.allowedActions.includes(action)) condition.move(action);
        else expect(() => condition.move(action)).toThrow(InvalidTransition);
      }
    }
  });
});

describe('an entry of the chart', () => {
  it('says whether it was changed', () => {
    const facts = { substance: code, kind: 'allergy', criticality: 'low', recordedOn: '2026-01-01' } as const;
    const allergy = new Allergy('a', 'p', facts);

    expect(allergy.revise({ ...facts, substance: { ...code } })).toBe(false);
    expect(allergy.revise({ ...facts, reaction: 'Rash' })).toBe(true);
    expect(allergy.facts).toEqual({ ...facts, reaction: 'Rash' });
    expect(allergy.revise(facts)).toBe(true);
    expect(allergy.facts).toEqual(facts);
    expect([allergy.follow('resolved'), allergy.follow('resolved')]).toEqual([true, false]);
  });

  it('has an end that is not before its beginning, as far as both are known', () => {
    const right = [{ onset: '2019-05', abatement: '2019' }, { onset: '2019', abatement: '2019-02-03' }, { abatement: '1999' }];
    const wrong = [{ onset: '2019-05', abatement: '2019-04-30' }, { onset: '2020', abatement: '2019-12' }, { recordedOn: '2019-02-29' }];
    for (const dates of right) {
      expect(() => checkEntryDates(dates)).not.toThrow();
    }
    for (const dates of wrong) {
      expect(() => checkEntryDates(dates)).toThrow();
    }
  });
});
