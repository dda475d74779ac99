import type { Clock, UnitOfWork } from '#kernel';
import { autoFill, type FilledPlan } from '../domain/auto-fill.js';
import type { PlanningTask } from '../domain/plan-board.js';
import type { Rosters, Shifts } from '../domain/plan-records.js';
import type { Roster } from '../domain/roster.js';
import { violationsOf } from '../domain/work-check.js';
import { overlap, type RosteredPerson, type WorkedShift } from '../domain/work-rules.js';
import { workRulesOf } from '../domain/work-rules-of.js';
import { stretchOf } from './roster-check.js';
import { around, type Breather, type StaffPlans } from './roster-ports.js';

export interface AutoFillRosterCommand {
  rosterId: string;
  expectedVersion?: number;
  /** The same seed makes the same plan from the same draft. */
  seed: number;
  /** Longest search; what was found by then is taken. */
  seconds: number;
  /** Only says what it would do. */
  dryRun: boolean;
}

export interface AutoFillResult extends FilledPlan {
  roster: Roster;
}

/**
 * Fills the open shifts of a draft with people of the department, as the rules allow and then as is fair. The search goes
 * over what was read before, and lets other work go first now and then; what it found is checked again, with the people's
 * plans held still, before it is kept.
 */
export class AutoFillRoster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rosters: Rosters,
    private readonly shifts: Shifts,
    private readonly plans: StaffPlans,
    private readonly clock: Clock,
    private readonly breather: Breather,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ rosterId, expectedVersion, seed, seconds, dryRun }: AutoFillRosterCommand): Promise<AutoFillResult> {
    return this.unitOfWork.run(async () => {
      const roster = await this.rosters.get(rosterId);
      roster.expectVersion(expectedVersion);
      roster.expectDraft('auto-fill');
      const task = await this.taskOf(roster);
      const plan = await this.search(task, roster, { seed, seconds });
      return { roster, ...(dryRun ? plan : await this.keep(plan, task, roster)) };
    });
  }

  private async taskOf({ id, departmentId, from, to }: Roster): Promise<PlanningTask> {
    const { facilityId, timeZone, settings } = await this.plans.surroundings(departmentId);
    const planned = await this.plans.ofRoster(id);
    const people = await this.plans.team(departmentId, from, to);
    const within = around(stretchOf({ from, to }, timeZone));
    return {
      open: planned.filter(({ status }) => status === 'open'),
      people,
      worked: await this.plans.worked(idsOf(people), within),
      rules: workRulesOf(facilityId, timeZone, settings),
    };
  }

  private async search(task: PlanningTask, roster: Roster, { seed, seconds }: { seed: number; seconds: number }): Promise<FilledPlan> {
    const days = stretchOf(roster, task.rules.timeZone);
    const search = autoFill(task, { seed, counted: (shift) => overlap(shift, days) });
    const deadline = this.clock.now().add({ seconds });
    let step = search.next(false);
    while (!step.done) {
      await this.breather.pause();
      step = search.next(Temporal.Instant.compare(this.clock.now(), deadline) >= 0);
    }
    return step.value;
  }

  private async keep(plan: FilledPlan, task: PlanningTask, roster: Roster): Promise<FilledPlan> {
    await this.plans.inTurn(idsOf(task.people));
    const { open, people, worked } = await this.taskOf(roster);
    const wanted = new Map(plan.assignments.map(({ shiftId, staffId }) => [shiftId, staffId]));
    const still = open.filter(({ id }) => wanted.has(id));
    const kept = people.flatMap((person) => {
      const theirs = still.filter(({ id }) => wanted.get(id) === person.staffId);
      return withoutBreaking(person, worked.get(person.staffId) ?? [], theirs, task).map(({ id }) => id);
    });
    const shifts = await this.shifts.all(kept);
    shifts.forEach((shift) => shift.assign(wanted.get(shift.id)!));
    await this.shifts.save();
    return { ...plan, assignments: plan.assignments.filter(({ shiftId }) => kept.includes(shiftId)) };
  }
}

/** Those that the person can have beside what they work by now, which may be more than when the search began. */
function withoutBreaking(
  person: RosteredPerson,
  worked: readonly WorkedShift[],
  wanted: readonly WorkedShift[],
  { rules }: PlanningTask,
): WorkedShift[] {
  const broken = (gained: readonly WorkedShift[]): boolean => {
    const ids = gained.map(({ id }) => id);
    return violationsOf(person, [...worked, ...gained], rules).some(({ shiftIds }) => shiftIds.some((id) => ids.includes(id)));
  };
  if (!broken(wanted)) return [...wanted];
  return wanted.reduce<WorkedShift[]>((kept, shift) => (broken([...kept, shift]) ? kept : [...kept, shift]), []);
}

function idsOf(people: readonly RosteredPerson[]): string[] {
  return people.map(({ staffId }) => staffId);
}
