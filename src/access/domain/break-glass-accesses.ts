import type { BreakGlassAccess } from './break-glass-access.js';

/** One that is open. */
export interface OpenAccess {
  id: string;
  expiresAt: Temporal.Instant;
}

/** All break-glass accesses. */
export abstract class BreakGlassAccesses {
  abstract find(id: string): Promise<BreakGlassAccess | undefined>;

  /** The one that is open at this moment, if there is one. */
  abstract openOf(userId: string, patientId: string, now: Temporal.Instant): Promise<OpenAccess | undefined>;

  /**
   * @throws NotFound when the unit of work ends, where there is no such patient
   * @throws BreakGlassActive likewise, where somebody was faster to open the same
   */
  abstract add(access: BreakGlassAccess): void;

  /** Saves what was changed so far; a review that was just given is kept beside, with its note. */
  abstract save(access: BreakGlassAccess, review?: { id: string; note: string }): Promise<void>;

  /** Takes some whose review has become overdue and that nobody has taken yet. */
  abstract claimOverdue(now: Temporal.Instant): Promise<string[]>;
}
