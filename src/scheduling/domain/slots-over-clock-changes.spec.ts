import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTime } from './availability.js';
import { Occupancy } from './occupancy.js';
import { slotsOf } from './slots.js';
import { MINUTE, type Span } from './spans.js';

const HOUR = 60;
const DAY = 24 * HOUR;
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
];

interface Rule {
  date: Temporal.PlainDate;
  /** Minutes of the day; an end at or before the start is on the next day, 1,440 is midnight. */
  from: number;
  to: number;
  duration: number;
}

/** Days on which clocks change, the days beside them, and any day where they never do. */
function datesOf(zone: string): fc.Arbitrary<Temporal.PlainDate> {
  const changes: Temporal.PlainDate[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2010-01-01T00:00[${zone}]`);
  while ((at = at.getTimeZoneTransition('next')) && at.year < 2035) changes.push(at.toPlainDate());
  const first = Temporal.PlainDate.from('2010-01-01');
  const any = fc.integer({ min: 0, max: 9_000 }).map((days) => first.add({ days }));
  if (changes.length === 0) return any;
  return fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -1, max: 1 })).map(([date, days]) => date.add({ days }));
}

function rulesOf(zone: string): fc.Arbitrary<Rule> {
  const time = fc.integer({ min: 0, max: DAY / 5 - 1 }).map((fives) => fives * 5);
  const night = fc.integer({ min: 0, max: 12 }).map((quarters) => quarters * 15);
  const end = fc.oneof(time, night, fc.constant(DAY));
  return fc.record({ date: datesOf(zone), from: fc.oneof(time, night), to: end, duration: fc.constantFrom(5, 20, 30, 45, 50, 120) });
}

/** Minutes since 1970 as the clocks of a zone show them, read as if they were UTC. */
function shown(minute: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toZonedDateTime('UTC').epochMilliseconds / MINUTE;
}

/** What the rule means, found by looking at a clock every minute. */
function watched({ date, from, to }: Rule, zone: string): Span {
  const midnight = date.toZonedDateTime('UTC').epochMilliseconds / MINUTE;
  const opens = midnight + from;
  const closes = midnight + to + (to <= from ? DAY : 0);
  let start: number | undefined;
  let end: number | undefined;
  let closesTwice: number | undefined;
  for (let minute = midnight - 15 * HOUR; minute < midnight + 2 * DAY + 15 * HOUR; minute++) {
    const clock = shown(minute, zone);
    if (start === undefined && clock >= opens) start = minute;
    if (end === undefined && clock >= closes) end = minute;
    if (clock === closes) closesTwice = minute;
  }
  return { from: start! * MINUTE, until: (closesTwice ?? end!) * MINUTE };
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`;
}

describe.each(ZONES)('slots in %s', (zone) => {
  it('fill the time that a watcher of the clock would call open, one after the other', () => {
    fc.assert(
      fc.property(rulesOf(zone), (rule) => {
        const { date, duration } = rule;
        const day = date.toString();
        const weekly = { weekday: date.dayOfWeek, from: timeOf(rule.from), to: timeOf(rule.to), validFrom: day, validUntil: day };
        const noon = date.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).epochMilliseconds;
        const window = { from: noon - 3 * DAY * MINUTE, until: noon + 4 * DAY * MINUTE };
        const open = openTime({ timeZone: zone, rules: [weekly], exceptions: [] }, window, 'any');
        const request = { window, durationMinutes: duration, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, needs: [] };
        const slots = slotsOf({ staffId: 'staff', capacity: 1, open }, request, new Occupancy([], 0));

        const wanted = watched(rule, zone);
        const count = Math.max(0, Math.floor((wanted.until - wanted.from) / MINUTE / duration));
        expect(slots.map(({ start, end }) => [start, end])).toEqual(
          Array.from({ length: count }, (_, at) => [0, 1].map((edge) => wanted.from + (at + edge) * duration * MINUTE)),
        );
      }),
      { numRuns: 25, seed: 2_027 },
    );
  });
});
