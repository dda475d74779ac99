import { RuleBroken } from './domain-error.js';

/** A stretch of time from an instant up to, and without, another. */
export class Period {
  constructor(
    readonly start: Temporal.Instant,
    readonly end: Temporal.Instant,
  ) {
    if (Temporal.Instant.compare(start, end) >= 0) {
      throw new RuleBroken('invalid-period', 'A period must end after it starts.');
    }
  }

  static lasting(start: Temporal.Instant, minutes: number): Period {
    return new Period(start, start.add({ minutes }));
  }

  overlaps(other: Period): boolean {
    return Temporal.Instant.compare(this.start, other.end) < 0 && Temporal.Instant.compare(other.start, this.end) < 0;
  }

  contains(other: Period): boolean {
    return Temporal.Instant.compare(this.start, other.start) <= 0 && Temporal.Instant.compare(other.end, this.end) <= 0;
  }

  /** The same period, grown by whole minutes on each side. */
  padded(beforeMinutes: number, afterMinutes: number): Period {
    return new Period(this.start.subtract({ minutes: beforeMinutes }), this.end.add({ minutes: afterMinutes }));
  }
}
