import { type Money, RuleBroken } from '#kernel';

/** What follows where a patient does not come; what is undefined has no consequence. */
export interface NoShowRules {
  /** A charge for each time. */
  fee?: Money;
  /** So many within the window, and the patient books through the staff alone. */
  limit?: number;
  /** Days back from now, by the start of the appointment. */
  windowDays: number;
}

/** Why a no-show counts no more: it was forgiven, the patient came after all, or the appointment was entered in error. */
export type NoShowWithdrawal = 'waived' | 'checked-in' | 'voided';

const HOURS_OF_DAY = 24;

/** From when on a no-show counts towards the limit. */
export function noShowsCountFrom({ windowDays }: NoShowRules, now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ hours: windowDays * HOURS_OF_DAY });
}

/**
 * @param missed how often the patient did not come within the window, what was waived aside
 * @throws RuleBroken `too-many-no-shows`
 */
export function expectFewNoShows(missed: number, { limit, windowDays }: NoShowRules): void {
  if (limit === undefined || missed < limit) return;
  const message = `After ${limit} missed appointments within ${windowDays} days, patients book through the staff of the facility.`;
  throw new RuleBroken('too-many-no-shows', message, { limit, windowDays });
}
