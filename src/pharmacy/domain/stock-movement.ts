/** Why stock came or went; stock that is given out (`dispense`) has to be usable. */
export type MovementKind =
  | 'receipt'
  | 'adjustment'
  | 'transfer-out'
  | 'transfer-in'
  | 'transfer-variance'
  | 'count'
  | 'destruction'
  | 'reversal'
  | 'dispense'
  | 'return';

/** One entry to be made in the ledger. */
export interface Posting {
  locationId: string;
  lotId: string;
  /** Whole units, never 0; below 0 what goes out. */
  quantity: number;
  kind: MovementKind;
  /** What it is part of. */
  reference: { kind: string; id: string };
}

/** An entry about stock that the unit of work holds locked already. */
export interface HeldPosting extends Posting {
  facilityId: string;
  medicationId: string;
}

/** On whose word something is posted. */
export interface PostedBy {
  /** User id, or the name of a job. */
  actor: string;
  /** User id of who watched; never the actor. */
  witness?: string;
  reason?: string;
  at: Temporal.Instant;
  /** The day of the facility at that instant. */
  today: Temporal.PlainDate;
}
