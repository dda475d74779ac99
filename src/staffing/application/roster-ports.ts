import type { CoverRule } from '../domain/cover.js';
import type { FacilitySettings } from '../domain/facility-settings.js';
import type { ShiftStatus } from '../domain/shift-machine.js';
import type { RosteredPerson, Stretch, WorkedShift } from '../domain/work-rules.js';

/** What bears on planning in a department. */
export interface DepartmentSurroundings {
  departmentId: string;
  facilityId: string;
  timeZone: string;
  settings: FacilitySettings;
  coverRules: CoverRule[];
  headId?: string;
}

/** A shift of a plan, with whoever has it. */
export interface PlannedShift extends WorkedShift {
  staffId?: string;
  status: ShiftStatus;
}

/** Reads what people and departments are planned for, at once and for many. */
export abstract class StaffPlans {
  /**
   * Whoever plans for these people, or changes what they may work, waits here for others who do; held to the end of the
   * unit of work. Rest and hours are rules over several rows, which no constraint of the database can express.
   */
  abstract inTurn(staffIds: readonly string[]): Promise<void>;

  /** The same for departments, whose cover hangs on several people. Before people, always. */
  abstract departmentsInTurn(departmentIds: readonly string[]): Promise<void>;

  /** @throws NotFound */
  abstract surroundings(departmentId: string): Promise<DepartmentSurroundings>;

  abstract people(staffIds: readonly string[]): Promise<RosteredPerson[]>;

  /** Everybody of a department who is employed at some time of the dates, by id. */
  abstract team(departmentId: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<RosteredPerson[]>;

  /** What each of them works within the time, drafts included; nothing that was cancelled or missed. */
  abstract worked(staffIds: readonly string[], within: Stretch): Promise<Map<string, WorkedShift[]>>;

  /** Ids of shifts that are planned for somebody, not begun, and end after an instant. */
  abstract plannedAfter(staffId: string, at: Temporal.Instant): Promise<string[]>;

  /** The IANA zone of a facility. @throws NotFound */
  abstract timeZoneOf(facilityId: string): Promise<string>;

  /** Shifts of a roster, by start; none that were cancelled. */
  abstract ofRoster(rosterId: string): Promise<PlannedShift[]>;

  /** Who works in a department within the time, being on call aside. */
  abstract present(departmentId: string, within: Stretch): Promise<PlannedShift[]>;
}

/** Lets other work of the process go first. */
export abstract class Breather {
  abstract pause(): Promise<void>;
}

/** Weeks and months that a shift lies in end within so many milliseconds of it. */
const FAR = 40 * 24 * 3_600_000;

/** The time whose shifts bear on what is planned for a stretch of time. */
export function around({ from, until }: Stretch): Stretch {
  return { from: from - FAR, until: until + FAR };
}
