import type { Roster } from './roster.js';
import type { Shift } from './shift.js';
import type { ShiftSwap } from './shift-swap.js';
import type { ShiftTemplate } from './shift-template.js';

export abstract class ShiftTemplates {
  /** @throws NotFound */
  abstract get(id: string): Promise<ShiftTemplate>;
  /** Those from which a department's rosters are made. */
  abstract activeOf(departmentId: string): Promise<ShiftTemplate[]>;
  abstract add(template: ShiftTemplate): void;
  abstract save(): Promise<void>;
}

export abstract class Rosters {
  /** @throws NotFound */
  abstract get(id: string): Promise<Roster>;
  /** A department's roster for some of the days is `RosterOverlap` when the unit of work ends. */
  abstract add(roster: Roster): void;
  abstract save(): Promise<void>;
  /** Carries the roster's new status over to its shifts; those of a discarded roster are cancelled. */
  abstract spread(roster: Roster): Promise<void>;
}

export abstract class Shifts {
  /** @throws NotFound */
  abstract get(id: string): Promise<Shift>;
  abstract all(ids: readonly string[]): Promise<Shift[]>;
  /** Where the person has another at that time, `ShiftOverlap` when the unit of work ends. */
  abstract add(shift: Shift): void;
  /** Adds those of a roster's seats that are not there yet; answers how many. Its department is held still before. */
  abstract addMissing(rosterId: string, shifts: readonly Shift[]): Promise<number>;
  /** Saves what was changed. Where two people exchange shifts, overlap counts after both changes only. @throws ShiftOverlap */
  abstract save(): Promise<void>;
}

export abstract class ShiftSwaps {
  /** @throws NotFound */
  abstract get(id: string): Promise<ShiftSwap>;
  /** A shift that is in another open swap is `ShiftInSwap` when the unit of work ends. */
  abstract add(swap: ShiftSwap): void;
  abstract save(): Promise<void>;
  /** Ids of open ones whose time is over. */
  abstract overdue(now: Temporal.Instant, limit: number): Promise<string[]>;
}
