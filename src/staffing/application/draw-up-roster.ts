import type { Ids, UnitOfWork } from '#kernel';
import { datesFrom } from '../domain/local-times.js';
import type { Rosters, Shifts, ShiftTemplates } from '../domain/plan-records.js';
import { Roster, type RosterSpan } from '../domain/roster.js';
import { Shift } from '../domain/shift.js';
import type { StaffPlans } from './roster-ports.js';

export interface DrawUpRosterCommand {
  departmentId: string;
  span: RosterSpan;
  from: Temporal.PlainDate;
}

/** A draft for a week or month of a department, with the open shifts that its templates make. */
export class DrawUpRoster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rosters: Rosters,
    private readonly shifts: Shifts,
    private readonly templates: ShiftTemplates,
    private readonly plans: StaffPlans,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound, RosterOverlap; RuleBroken `invalid-roster` */
  execute({ departmentId, span, from }: DrawUpRosterCommand): Promise<{ roster: Roster; shifts: number }> {
    return this.unitOfWork.run(async () => {
      const { facilityId, timeZone } = await this.plans.surroundings(departmentId);
      const roster = new Roster({ id: this.ids.next(), facilityId, departmentId, span, from });
      this.rosters.add(roster);
      return { roster, shifts: await this.shifts.addMissing(roster.id, await this.shiftsOf(roster, timeZone)) };
    });
  }

  /**
   * Adds what templates make by now and the draft does not have yet; answers how many.
   * @throws NotFound, StaleVersion, InvalidTransition
   */
  topUp({ rosterId, expectedVersion }: { rosterId: string; expectedVersion?: number }): Promise<number> {
    return this.unitOfWork.run(async () => {
      const roster = await this.rosters.get(rosterId);
      roster.expectVersion(expectedVersion);
      roster.expectDraft('top-up');
      await this.plans.departmentsInTurn([roster.departmentId]);
      const { timeZone } = await this.plans.surroundings(roster.departmentId);
      return this.shifts.addMissing(roster.id, await this.shiftsOf(roster, timeZone));
    });
  }

  private async shiftsOf({ id: rosterId, departmentId, from, to }: Roster, timeZone: string): Promise<Shift[]> {
    const templates = await this.templates.activeOf(departmentId);
    const made = datesFrom(from, to).flatMap((day) => templates.flatMap((template) => template.shiftsOn(day, timeZone)));
    return made.map((fields) => new Shift({ ...fields, id: this.ids.next(), rosterId, plan: 'draft' }));
  }
}
