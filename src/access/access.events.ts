import type { ReviewOutcome } from './domain/break-glass-access.js';
import type { BreakGlassReason } from './domain/break-glass-reasons.js';

interface Access {
  breakGlassId: string;
  /** Who opened the chart. */
  userId: string;
  patientId: string;
}

/** A chart was opened in an emergency, without a care relation. */
export interface BreakGlassOpened {
  type: 'access.break-glass-opened.v1';
  payload: Access & {
    reasonCode: BreakGlassReason;
    /** RFC 3339. */
    expiresAt: string;
    reviewDueAt: string;
  };
}

/** Whoever had opened it closed it before the time; nothing is told of those that run out. */
export interface BreakGlassEnded {
  type: 'access.break-glass-ended.v1';
  payload: Access;
}

/** Somebody said whether it was right; after `inconclusive` it can come again. */
export interface BreakGlassReviewed {
  type: 'access.break-glass-reviewed.v1';
  payload: Access & { reviewerId: string; outcome: ReviewOutcome };
}

/** A review found that it was not right: told beside `BreakGlassReviewed`, for those who have to act. */
export interface BreakGlassFoundUnjustified {
  type: 'access.break-glass-found-unjustified.v1';
  payload: Access & { reviewerId: string };
}
