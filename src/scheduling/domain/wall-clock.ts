import type { Span } from './spans.js';

/**
 * Turns local times of one IANA zone into epoch milliseconds. Remembers what it converted, since the
 * rules of forty practitioners ask for the same few times of the same days.
 */
export class WallClock {
  private readonly known = new Map<string, number>();

  constructor(readonly zone: string) {}

  /** A local time as the start of something: its first occurrence; inside a gap, the first instant after it. */
  startAt(date: Temporal.PlainDate, time: string): number {
    return this.instantOf(date, time, 'earlier');
  }

  /** A local time as the end of something: its last occurrence; `24:00` is the midnight that ends the day. */
  endAt(date: Temporal.PlainDate, time: string): number {
    if (time === '24:00') return this.endAt(date.add({ days: 1 }), '00:00');
    return this.instantOf(date, time, 'later');
  }

  /** The local day, 23 to 25 hours where clocks change. */
  day(date: Temporal.PlainDate): Span {
    return { from: this.startAt(date, '00:00'), until: this.startAt(date.add({ days: 1 }), '00:00') };
  }

  dateOf(epochMilliseconds: number): Temporal.PlainDate {
    return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(this.zone).toPlainDate();
  }

  private instantOf(date: Temporal.PlainDate, time: string, occurrence: 'earlier' | 'later'): number {
    const local = `${date.toString()}T${time}`;
    const key = `${local} ${occurrence}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const instant = this.convert(Temporal.PlainDateTime.from(local), occurrence);
    this.known.set(key, instant);
    return instant;
  }

  private convert(local: Temporal.PlainDateTime, disambiguation: 'earlier' | 'later'): number {
    const zoned = local.toZonedDateTime(this.zone, { disambiguation });
    if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
    // The local time was skipped. Read with the offset of before the change it lies before the change.
    const before = local.toZonedDateTime(this.zone, { disambiguation: 'earlier' });
    return before.getTimeZoneTransition('next')?.epochMilliseconds ?? zoned.epochMilliseconds;
  }
}

/** One converter per zone, for the length of one computation. */
export class WallClocks {
  private readonly clocks = new Map<string, WallClock>();

  in(zone: string): WallClock {
    let clock = this.clocks.get(zone);
    if (!clock) this.clocks.set(zone, (clock = new WallClock(zone)));
    return clock;
  }
}
