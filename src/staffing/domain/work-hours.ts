import type { HourPeriod, WorkedShift, WorkLimits } from './work-rules.js';

/** So many minutes of a shift in one day, week or month, which is named by its first date. */
export interface HourShare {
  period: HourPeriod;
  from: string;
  minutes: number;
}

interface DayShare {
  date: Temporal.PlainDate;
  minutes: number;
}

/** How shifts count, in one zone. Remembers what it worked out, since rules ask for the same shifts again and again. */
export class WorkHours {
  private readonly known = new Map<string, HourShare[]>();

  constructor(
    private readonly timeZone: string,
    private readonly limits: Pick<WorkLimits, 'onCallPercent'>,
  ) {}

  /** A shift over midnight counts on both days for what lies in each; minutes are elapsed ones, whatever clocks do. */
  sharesOf(shift: WorkedShift): HourShare[] {
    const key = `${shift.kind} ${shift.from} ${shift.until}`;
    let shares = this.known.get(key);
    if (!shares) this.known.set(key, (shares = this.workOut(shift)));
    return shares;
  }

  /** What a shift counts altogether, in minutes. */
  minutesOf(shift: WorkedShift): number {
    return this.sharesOf(shift).reduce((sum, { period, minutes }) => (period === 'month' ? sum + minutes : sum), 0);
  }

  /** Whether a shift begins on a Saturday or Sunday. */
  isWeekend({ from }: WorkedShift): boolean {
    return Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(this.timeZone).dayOfWeek > 5;
  }

  private workOut(shift: WorkedShift): HourShare[] {
    const weight = shift.kind === 'on-call' ? this.limits.onCallPercent / 100 : 1;
    if (weight === 0) return [];
    const sums = new Map<string, HourShare>();
    for (const { date, minutes } of this.daysOf(shift)) {
      for (const [period, from] of periodsOf(date)) {
        const key = `${period} ${from}`;
        const share = sums.get(key) ?? { period, from, minutes: 0 };
        sums.set(key, { ...share, minutes: share.minutes + minutes * weight });
      }
    }
    return [...sums.values()];
  }

  private daysOf({ from, until }: WorkedShift): DayShare[] {
    const days: DayShare[] = [];
    for (let at = from; at < until; ) {
      const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.timeZone).toPlainDate();
      const midnight = date.add({ days: 1 }).toZonedDateTime(this.timeZone).epochMilliseconds;
      const end = Math.min(until, midnight);
      days.push({ date, minutes: (end - at) / 60_000 });
      at = end;
    }
    return days;
  }
}

function periodsOf(date: Temporal.PlainDate): [HourPeriod, string][] {
  return [
    ['day', date.toString()],
    ['week', date.subtract({ days: date.dayOfWeek - 1 }).toString()],
    ['month', date.with({ day: 1 }).toString()],
  ];
}
