import type { Clock } from '#kernel';

/** Today in UTC as `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  return clock.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
}
