import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTime } from '../../../src/scheduling/domain/availability.js';
import { Occupancy } from '../../../src/scheduling/domain/occupancy.js';
import { slotsOf } from '../../../src/scheduling/domain/slots.js';
import { WallClock } from '../../../src/scheduling/domain/wall-clock.js';

interface Vector {
  zone: string;
  kind?: 'gap' | 'fold';
  utc: string;
  localDay: string;
  dayHours: number;
  localFrom: string;
  slots30_0000_0600: number;
  nineLocalUtc_prev_day_next: string[];
}

const folder = process.env.SHARED_DATA ?? '../shared/data';
const vectors = JSON.parse(readFileSync(join(folder, 'scheduling/dst-vectors-dev.json'), 'utf8')) as Vector[];
const minute = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'minute' });

describe.each(vectors.filter(({ kind }) => kind))('the $kind of $zone on $localDay', (vector) => {
  const clock = new WallClock(vector.zone);
  const date = Temporal.PlainDate.from(vector.localDay);
  const day = clock.day(date);

  it('makes a day of its own length', () => {
    expect((day.until - day.from) / 3_600_000).toBe(vector.dayHours);
  });

  it('gives as many half-hours between 00:00 and 06:00 as really pass', () => {
    const rules = [{ weekday: date.dayOfWeek, from: '00:00', to: '06:00' }];
    const open = openTime({ timeZone: vector.zone, rules, exceptions: [] }, day, 'any');
    const request = { window: day, durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, needs: [] };
    const slots = slotsOf({ staffId: 'staff', capacity: 1, open }, request, new Occupancy([], 0));
    expect(slots).toHaveLength(vector.slots30_0000_0600);
  });

  it('keeps nine o’clock at nine o’clock', () => {
    const nine = [-1, 0, 1].map((days) => minute(clock.startAt(date.add({ days }), '09:00')));
    expect(nine).toEqual(vector.nineLocalUtc_prev_day_next);
  });

  it('turns where it should', () => {
    const time = vector.localFrom.slice(11);
    const boundary = vector.kind === 'gap' ? clock.startAt(date, time) : clock.endAt(date, time);
    expect(minute(boundary)).toBe(minute(Temporal.Instant.from(vector.utc).epochMilliseconds));
  });
});
