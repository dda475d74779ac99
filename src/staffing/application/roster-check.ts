import { type CoverGap, coverGaps, type Presence } from '../domain/cover.js';
import { periodOn } from '../domain/local-times.js';
import type { Roster } from '../domain/roster.js';
import { violationsOf } from '../domain/work-check.js';
import type { Stretch, WorkRule } from '../domain/work-rules.js';
import { workRulesOf } from '../domain/work-rules-of.js';
import { around, type DepartmentSurroundings, type PlannedShift, type StaffPlans } from './roster-ports.js';

/** Something that is not right with a roster. */
export interface Finding {
  rule: WorkRule | 'cover' | 'unassigned';
  staffId?: string;
  shiftIds: string[];
  message: string;
  /** Where it is about cover: from when to when, how many are asked for and how many are there at least. */
  from?: string;
  to?: string;
  role?: string;
  specialty?: string;
  required?: number;
  present?: number;
}

/** Violations forbid publishing, warnings don't. */
export interface RosterFindings {
  violations: Finding[];
  warnings: Finding[];
}

/** Looks at a roster under every rule at once. */
export class RosterCheck {
  constructor(private readonly plans: StaffPlans) {}

  async execute(roster: Roster, surroundings: DepartmentSurroundings): Promise<RosterFindings> {
    const planned = await this.plans.ofRoster(roster.id);
    const gaps = await this.coverFindings(roster, surroundings);
    const { coverRequired } = surroundings.settings.staffing;
    const open = planned.filter(({ status }) => status === 'open');
    return {
      violations: [...(await this.ruleFindings(planned, roster, surroundings)), ...(coverRequired ? gaps : [])],
      warnings: [
        ...(coverRequired ? [] : gaps),
        ...open.map(({ id }): Finding => ({ rule: 'unassigned', shiftIds: [id], message: 'Nobody has this shift yet.' })),
      ],
    };
  }

  private async ruleFindings(planned: readonly PlannedShift[], roster: Roster, surroundings: DepartmentSurroundings): Promise<Finding[]> {
    const { facilityId, timeZone, settings } = surroundings;
    const rules = workRulesOf(facilityId, timeZone, settings);
    const staffIds = [...new Set(planned.flatMap(({ staffId }) => staffId ?? []))].sort();
    const people = await this.plans.people(staffIds);
    const worked = await this.plans.worked(staffIds, around(stretchOf(roster, timeZone)));
    const ids = new Set(planned.map(({ id }) => id));
    return people.flatMap((person) => {
      const found = violationsOf(person, worked.get(person.staffId) ?? [], rules);
      return found.filter(({ shiftIds }) => shiftIds.some((id) => ids.has(id)));
    });
  }

  private async coverFindings(roster: Roster, { departmentId, coverRules, timeZone }: DepartmentSurroundings): Promise<Finding[]> {
    if (coverRules.length === 0) return [];
    const within = stretchOf(roster, timeZone);
    const presences = await presencesIn(this.plans, departmentId, within);
    return coverGaps(coverRules, presences, { first: roster.from, last: roster.to, timeZone }).map(coverFinding);
  }
}

/** Who is in a department, with what they can. */
export async function presencesIn(plans: StaffPlans, departmentId: string, within: Stretch): Promise<(Presence & { staffId: string })[]> {
  const present = await plans.present(departmentId, within);
  const people = await plans.people([...new Set(present.map(({ staffId }) => staffId!))]);
  const byId = new Map(people.map((person) => [person.staffId, person]));
  return present.map(({ staffId, from, until }) => {
    const { role, specialties } = byId.get(staffId!)!;
    return { staffId: staffId!, from, until, role, specialties };
  });
}

export function coverFinding({ from, until, role, specialty, required, present }: CoverGap): Finding {
  const text = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString();
  const who = [specialty, role].filter((each) => each !== undefined).join(' ');
  const message = `${present} of ${required} (${who}) are there.`;
  return { rule: 'cover', shiftIds: [], message, from: text(from), to: text(until), role, specialty, required, present };
}

/** The roster's days, with a day more for shifts and cover that run past its last midnight. */
export function stretchOf({ from, to }: Pick<Roster, 'from' | 'to'>, timeZone: string): Stretch {
  const allDay = { from: '00:00', to: '24:00' };
  const until = periodOn(to.add({ days: 1 }), allDay, timeZone).end;
  return { from: periodOn(from, allDay, timeZone).start.epochMilliseconds, until: until.epochMilliseconds };
}
