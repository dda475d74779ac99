import { describe, expect, it } from '@jest/globals';
import { Period } from '#kernel';
import { type NewShift, Shift } from './shift.js';
import { PLAN_STATES, type PlanState, SHIFT_ACTIONS, type ShiftAction, type ShiftStatus } from './shift-machine.js';

const START = Temporal.Instant.from('2026-11-02T07:00:00Z');
const DURING = START.add({ hours: 1 });

const planned = (changes: Partial<NewShift> = {}): Shift =>
  new Shift({ id: 's', facilityId: 'f', departmentId: 'd', kind: 'day', period: Period.lasting(START, 480), ...changes });

const STEPS: Record<ShiftAction, (shift: Shift) => void> = {
  assign: (shift) => shift.assign('ada'),
  unassign: (shift) => shift.unassign(),
  change: (shift) => shift.change({ kind: 'night' }),
  confirm: (shift) => shift.confirm(),
  start: (shift) => shift.begin(DURING),
  complete: (shift) => shift.complete(),
  absent: (shift) => shift.markAbsent(DURING),
  cancel: (shift) => shift.cancel('ill'),
};

const PATHS: Record<ShiftStatus, ShiftAction[]> = {
  open: [],
  assigned: ['assign'],
  confirmed: ['assign', 'confirm'],
  'in-progress': ['assign', 'start'],
  completed: ['assign', 'start', 'complete'],
  absent: ['assign', 'absent'],
  cancelled: ['cancel'],
};

function shiftThatIs(status: ShiftStatus, plan: PlanState): Shift {
  const shift = planned();
  for (const step of PATHS[status]) STEPS[step](shift);
  expect(shift.status).toBe(status);
  return Object.assign(shift, { plan });
}

const CASES = (Object.keys(PATHS) as ShiftStatus[]).flatMap((status) => PLAN_STATES.map((plan) => [status, plan] as const));

describe('a shift', () => {
  it.each(CASES)('that is %s in a plan that is %s allows what it says, and refuses the rest', (status, plan) => {
    for (const action of SHIFT_ACTIONS) {
      const shift = shiftThatIs(status, plan);
      const allowed = shift.allowedActions;
      if (allowed.includes(action)) expect(() => STEPS[action](shift)).not.toThrow();
      else expect(() => STEPS[action](shift)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    }
  });

  it('begins from two hours before its start until its end', () => {
    const begin = (hours: number) => () => shiftThatIs('assigned', 'published').begin(START.add({ hours }));
    expect(begin(-3)).toThrow('two hours');
    expect(begin(-2)).not.toThrow();
    expect(begin(7)).not.toThrow();
    expect(begin(8)).toThrow('its end has passed');
  });

  it('is missed only once it has begun', () => {
    expect(() => shiftThatIs('assigned', 'published').markAbsent(START.subtract({ minutes: 1 }))).toThrow('has not passed');
  });

  it('forgets an override and a confirmation when its time changes or somebody else takes it', () => {
    const shift = planned();
    shift.assign('ada', { reason: 'nobody else', rules: ['rest'] });
    expect([shift.overrideReason, shift.overriddenRules]).toEqual(['nobody else', ['rest']]);
    shift.confirm();
    shift.change({ period: Period.lasting(START, 60), role: 'nurse' });
    expect([shift.status, shift.overrideReason, shift.overriddenRules, shift.role]).toEqual(['assigned', undefined, [], 'nurse']);
    shift.handTo('ben');
    expect([shift.status, shift.staffId]).toEqual(['assigned', 'ben']);
  });

  it('leaves an open one in its place', () => {
    const shift = planned({ role: 'nurse', rosterId: 'r', templateId: 't', seat: 1 });
    const successor = shift.successor('next');
    expect(successor).toMatchObject({ id: 'next', status: 'open', role: 'nurse', rosterId: 'r', templateId: 't', start: START });
    expect(successor.seat).toBeUndefined();
  });

  it('tells nobody of what is a draft', () => {
    const draft = planned({ plan: 'draft' });
    draft.assign('ada');
    expect(draft.takeEvents()).toEqual([]);
    const published = planned();
    published.assign('ada');
    expect(published.takeEvents()).toMatchObject([{ type: 'staffing.shift-assigned.v1', payload: { staffId: 'ada', kind: 'day' } }]);
  });

  it('lasts a week at most', () => {
    expect(() => planned({ period: Period.lasting(START, 7 * 1_440 + 1) })).toThrow(expect.objectContaining({ code: 'invalid-shift' }));
  });
});
