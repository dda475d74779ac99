import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { FindSlots } from './find-slots.js';
import { AppointmentBook, berlin, CalendarOf, checkUp, dutyOf, FacilityOf, RosterOf } from './in-memory-ports.js';

describe('the first free slots', () => {
  it('are the same as where all are asked for, however many and however far', async () => {
    const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
    const aroundTheClock = { availability: { timeZone: 'Europe/Berlin', rules, exceptions: [] } };
    const calendar = new CalendarOf(new AppointmentBook(), { ...checkUp, durationMinutes: 25 });
    const roster = new RosterOf([dutyOf('day'), dutyOf('night', aroundTheClock)]);
    const slots = new FindSlots(calendar, roster, new FacilityOf(berlin), new FixedClock(Temporal.Instant.from('2027-03-01T06:10:00Z')));
    const dates = { from: Temporal.PlainDate.from('2027-03-01'), to: Temporal.PlainDate.from('2027-05-31') };
    const everything = await slots.execute({ appointmentTypeId: 'check-up', ...dates });

    for (const limit of [1, 2, 500, 1_000, 3_000, everything.length, everything.length + 1]) {
      expect(await slots.execute({ appointmentTypeId: 'check-up', ...dates, limit })).toEqual(everything.slice(0, limit));
    }
    expect(everything.length).toBeGreaterThan(3_000);
  });
});
