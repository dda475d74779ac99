import { RuleBroken } from '#kernel';

/** Days of a period for which none are named. */
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** Days for which usage is asked, both included; without the last, up to today, and without the first, thirty days. */
export interface UsagePeriod {
  from?: Temporal.PlainDate | undefined;
  to?: Temporal.PlainDate | undefined;
}

/** From its first instant to the one after its last. */
export interface UsageSpan {
  starts: Temporal.Instant;
  ends: Temporal.Instant;
}

/** The instants of a period in a zone. @throws RuleBroken `invalid-date-range` where it has no day, or more than a year */
export function usageSpan({ from, to }: UsagePeriod, timeZone: string, now: Temporal.Instant): UsageSpan {
  const last = to ?? now.toZonedDateTimeISO(timeZone).toPlainDate();
  const first = from ?? last.subtract({ days: USUAL_DAYS - 1 });
  const days = first.until(last).days + 1;
  if (days < 1) throw new RuleBroken('invalid-date-range', 'The first date lies after the last.');
  if (days > MOST_DAYS) throw new RuleBroken('invalid-date-range', `Usage is shown for at most ${MOST_DAYS} days at once.`);
  const begin = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(timeZone).toInstant();
  return { starts: begin(first), ends: begin(last.add({ days: 1 })) };
}
