import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { autoFill, type FilledPlan } from './auto-fill.js';
import type { PlanningTask } from './plan-board.js';
import { Period } from '#kernel';
import { burdenOf } from './fair-share.js';
import type { ShiftKind } from './shift.js';
import { violationsOf } from './work-check.js';
import { WorkHours } from './work-hours.js';
import { overlap, type RosteredPerson, type WorkedShift, type WorkRules } from './work-rules.js';

const FACILITY = 'facility';
const MONDAY = Temporal.PlainDate.from('2026-11-02');

const RULES: WorkRules = {
  facilityId: FACILITY,
  timeZone: 'Europe/Berlin',
  midday: '12:00',
  limits: { restMinutes: 660, most: { day: 720, week: 2_880, month: 10_400 }, onCallPercent: 25, onCallNeedsRest: false },
  requiredCredentials: { doctor: ['medical-licence'] },
};

const person = (staffId: string, changes: Partial<RosteredPerson> = {}): RosteredPerson => ({
  ...{ staffId, facilityId: FACILITY, role: 'nurse', specialties: [], employmentStart: '2020-01-01', credentials: [], leave: [] },
  ...changes,
});

function shift(id: string, day: number, hour: number, hours: number, changes: Partial<WorkedShift> = {}): WorkedShift {
  const start = MONDAY.add({ days: day }).toZonedDateTime({ timeZone: RULES.timeZone, plainTime: { hour } });
  const { start: from, end: until } = Period.lasting(start.toInstant(), hours * 60);
  const kind: ShiftKind = hour >= 20 ? 'night' : 'day';
  const stretch = { from: from.epochMilliseconds, until: until.epochMilliseconds };
  return { id, kind, facilityId: FACILITY, departmentId: 'ward', ...stretch, ...changes };
}

function planOf(task: PlanningTask, options: { seed: number; most?: number }): FilledPlan {
  const search = autoFill(task, options);
  let step = search.next(false);
  while (!step.done) step = search.next(false);
  return step.value;
}

const credential = { kind: 'medical-licence', validFrom: '2020-01-01', validUntil: '2026-11-12' };

const half = fc.constantFrom('am' as const, 'pm' as const);
const absence = fc.record({ from: fc.integer({ min: 0, max: 13 }), days: fc.integer({ min: 0, max: 5 }), fromHalf: half, toHalf: half });

const people = fc.array(
  fc.record({
    role: fc.constantFrom('nurse', 'doctor'),
    specialties: fc.subarray(['icu', 'dialysis']),
    leave: fc.option(absence, { nil: undefined }),
    ends: fc.option(fc.integer({ min: 0, max: 13 }), { nil: undefined }),
    licensed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);
const shifts = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 13 }),
    hour: fc.constantFrom(6, 7, 14, 20, 22),
    hours: fc.constantFrom(4, 8, 12),
    onCall: fc.boolean(),
    role: fc.constantFrom(undefined, 'nurse', 'doctor'),
    specialty: fc.constantFrom(undefined, undefined, 'icu'),
  }),
  { maxLength: 40 },
);

const tasks = fc.tuple(people, shifts, shifts, fc.integer({ min: 0, max: 80 })).map(([team, open, fixed]) => {
  const dateOf = (day: number): string => MONDAY.add({ days: day }).toString();
  const members = team.map(({ role, specialties, leave, ends, licensed }, index) =>
    person(`p${index}`, {
      ...{ role, specialties, credentials: licensed ? [credential] : [] },
      employmentEnd: ends === undefined ? undefined : dateOf(ends),
      leave: leave ? [{ ...leave, from: dateOf(leave.from), to: dateOf(leave.from + leave.days) }] : [],
    }),
  );
  const made = (prefix: string) => (each: (typeof open)[number], index: number): WorkedShift =>
    shift(`${prefix}${index}`, each.day, each.hour, each.hours, {
      ...{ role: each.role, specialty: each.specialty },
      ...(each.onCall ? { kind: 'on-call' as const } : {}),
    });
  // What is worked already keeps the rules itself: given in turn to whoever may have it.
  const worked = new Map<string, WorkedShift[]>(members.map(({ staffId }) => [staffId, []]));
  for (const [index, each] of fixed.slice(0, 10).map(made('fixed-')).entries()) {
    const member = members[index % members.length]!;
    const theirs = worked.get(member.staffId)!;
    if (violationsOf(member, [...theirs, each], RULES).length === 0) theirs.push(each);
  }
  return { open: open.map(made('open-')), people: members, worked, rules: RULES } satisfies PlanningTask;
});

/** Everything that somebody has in the end. */
function everything(task: PlanningTask, plan: FilledPlan, staffId: string): WorkedShift[] {
  const given = new Set(plan.assignments.filter((each) => each.staffId === staffId).map(({ shiftId }) => shiftId));
  return [...(task.worked.get(staffId) ?? []), ...task.open.filter(({ id }) => given.has(id))];
}

describe('filling a roster', () => {
  it('breaks no rule, whoever there is and whatever is open', () => {
    fc.assert(
      fc.property(tasks, fc.integer(), (task, seed) => {
        const plan = planOf(task, { seed });
        for (const member of task.people) expect(violationsOf(member, everything(task, plan, member.staffId), RULES)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('gives each shift to one person or says why nobody can have it', () => {
    fc.assert(
      fc.property(tasks, fc.integer(), (task, seed) => {
        const plan = planOf(task, { seed });
        const named = [...plan.assignments, ...plan.unfilled].map(({ shiftId }) => shiftId);
        expect(named.toSorted()).toEqual(task.open.map(({ id }) => id).toSorted());
        for (const { shiftId, reasons } of plan.unfilled) {
          const left = task.open.find(({ id }) => id === shiftId)!;
          const mayHave = (each: RosteredPerson): boolean =>
            violationsOf(each, [...everything(task, plan, each.staffId), left], RULES).length === 0;
          const able = task.people.filter(mayHave);
          expect(able).toEqual([]);
          expect(reasons.reduce((sum, { people: kept }) => sum + kept, 0)).toBeGreaterThanOrEqual(task.people.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('makes the same plan for the same seed', () => {
    fc.assert(
      fc.property(tasks, fc.integer(), (task, seed) => {
        expect(planOf(task, { seed })).toEqual(planOf(task, { seed }));
      }),
      { numRuns: 50 },
    );
  });

  it('leaves nothing that one person could take over for a fairer plan', () => {
    const hours = new WorkHours(RULES.timeZone, RULES.limits);
    const square = (load: readonly WorkedShift[]): number => {
      const sums = [0, 0, 0, 0];
      for (const each of load) burdenOf(each, hours).forEach((part, index) => (sums[index] = sums[index]! + part));
      return [1, 2, 2, 1].reduce((sum, weight, index) => sum + weight * sums[index]! ** 2, 0);
    };
    fc.assert(
      fc.property(tasks, fc.integer(), (task, seed) => {
        const plan = planOf(task, { seed });
        expect(plan.complete).toBe(true);
        for (const { shiftId, staffId } of plan.assignments) {
          const moved = task.open.find(({ id }) => id === shiftId)!;
          const own = everything(task, plan, staffId);
          for (const other of task.people.filter((each) => each.staffId !== staffId)) {
            const theirs = everything(task, plan, other.staffId);
            if (violationsOf(other, [...theirs, moved], RULES).length > 0) continue;
            const before = square(own) + square(theirs);
            const after = square(own.filter(({ id }) => id !== shiftId)) + square([...theirs, moved]);
            expect(after).toBeGreaterThan(before - 1e-6);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes room for a shift that only one person can have, by moving what others can have too', () => {
    const special = person('special', { specialties: ['icu'] });
    const open = [shift('early', 0, 7, 8), shift('late', 0, 14, 8, { specialty: 'icu' }), shift('next', 1, 7, 8, { specialty: 'icu' })];
    const tired = { ...RULES, limits: { ...RULES.limits, most: { day: 720, week: 480, month: 10_400 } } };
    const worked = new Map([['special', []], ['other', []]]);
    const plan = planOf({ open, people: [special, person('other')], worked, rules: tired }, { seed: 1 });
    expect(plan.assignments).toHaveLength(2);
    expect(plan.unfilled.map(({ reasons }) => reasons)).toEqual([
      expect.arrayContaining([{ rule: 'specialty', people: 1 }, { rule: 'week-hours', people: 1 }]),
    ]);
  });

  it('spreads nights, weekends and hours evenly over people who are alike', () => {
    const team = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => person(id));
    const days = Array.from({ length: 28 }, (_, day) => day);
    const open = days.flatMap((day) => [shift(`d${day}`, day, 7, 8), shift(`n${day}`, day, 22, 8)]);
    const plan = planOf({ open, people: team, worked: new Map(), rules: RULES }, { seed: 7 });
    const spread = (numbers: number[]): number => Math.max(...numbers) - Math.min(...numbers);
    expect(plan.unfilled).toEqual([]);
    expect(spread(plan.shares.map(({ nights }) => nights))).toBeLessThanOrEqual(1);
    expect(spread(plan.shares.map(({ weekends }) => weekends))).toBeLessThanOrEqual(1);
    expect(spread(plan.shares.map(({ minutes }) => minutes))).toBeLessThanOrEqual(480);
  });

  it('can be ended at any time, with a plan that keeps the rules', () => {
    const team = ['a', 'b', 'c'].map((id) => person(id));
    const open = Array.from({ length: 30 }, (_, day) => shift(`s${day}`, day, 7, 8));
    const plan = planOf({ open, people: team, worked: new Map(), rules: RULES }, { seed: 1, most: 20 });
    expect(plan.complete).toBe(false);
    expect(plan.assignments.length).toBeGreaterThan(0);
    for (const member of team) {
      const own = everything({ open, people: team, worked: new Map(), rules: RULES }, plan, member.staffId);
      expect(violationsOf(member, own, RULES)).toEqual([]);
      expect(own.some((one) => own.some((other) => one !== other && overlap(one, other)))).toBe(false);
    }
  });
});
