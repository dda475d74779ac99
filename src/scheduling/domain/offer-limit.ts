const SHORTEST_MINUTES = 10;

export interface OfferTimes {
  /** From when on the patient may be told. */
  from: Temporal.Instant;
  start: Temporal.Instant;
  /** How long an offer stands where nothing presses, in minutes. */
  offerMinutes: number;
  /** Minutes before the start from which on nobody is booked any more. */
  minimumNoticeMinutes?: number;
}

/**
 * Until when an offer stands: so long as the facility says, and at most half of the time that is left to book it, so that
 * somebody else can still be asked. Nothing where that is less than ten minutes, in which nobody can be expected to answer.
 */
export function offerLimit({ from, start, offerMinutes, minimumNoticeMinutes = 0 }: OfferTimes): Temporal.Instant | undefined {
  const left = start.subtract({ minutes: minimumNoticeMinutes }).since(from).total('minutes');
  const minutes = Math.min(offerMinutes, Math.floor(left / 2));
  return minutes < SHORTEST_MINUTES ? undefined : from.add({ minutes });
}
