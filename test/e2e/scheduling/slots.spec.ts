import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Practice } from './practice.js';

interface Slot {
  start: string;
  end: string;
  staffId: string;
  resourceIds: string[];
  remaining: number;
}

/** The next night on which Berlin's clocks change so, within the booking horizon. */
function nextChange(to: 'summer' | 'winter'): Temporal.PlainDate {
  let at = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ days: 1 });
  for (;;) {
    at = at.getTimeZoneTransition('next')!;
    if ((at.offset === '+02:00') === (to === 'summer')) return at.toPlainDate();
  }
}

describe('finding slots over HTTP', () => {
  let practice: Practice;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Berlin');
  });

  afterAll(() => practice.close());

  const everyDay = (from: string, to: string) => ({ rules: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to })) });

  async function slots(query: Record<string, string>): Promise<Slot[]> {
    const { status, body } = await practice.admin.get(`/slots?${new URLSearchParams(query)}`);
    expect(status).toBe(200);
    return body['items'] as Slot[];
  }

  it('offers half-hours, less what is booked, and again what is cancelled', async () => {
    const staffId = await practice.doctor(everyDay('09:00', '12:00'));
    const [appointmentTypeId, patientId] = [await practice.type(), await practice.patient()];
    const date = practice.date(20);
    const ask = () => slots({ appointmentTypeId, staffId, from: date, to: date });
    const before = await ask();
    expect(before).toHaveLength(6);
    expect(before[0]).toEqual({
      start: practice.at(20, '09:00'),
      end: practice.at(20, '09:30'),
      staffId,
      resourceIds: [],
      remaining: 1,
    });
    const { body: booked } = await practice.book({ patientId, staffId, appointmentTypeId, start: before[2]!.start });
    expect((await ask()).map(({ start }) => start)).toEqual(before.filter((_, index) => index !== 2).map(({ start }) => start));
    await practice.act(booked['id'], 'cancel', { reason: 'ill' });
    expect(await ask()).toEqual(before);
  });

  it('gives ten half-hours in the night when clocks go forward and fourteen when they go back', async () => {
    const [staffId, appointmentTypeId] = [await practice.doctor(everyDay('00:00', '06:00')), await practice.type()];
    const night = async (date: Temporal.PlainDate) => {
      const days = { from: date.subtract({ days: 1 }).toString(), to: date.add({ days: 1 }).toString() };
      const found = await slots({ appointmentTypeId, staffId, ...days });
      const local = (slot: Slot) => Temporal.Instant.from(slot.start).toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString();
      return Object.values(Object.groupBy(found, local)).map((day) => day!.length);
    };
    expect(await night(nextChange('summer'))).toEqual([12, 10, 12]);
    expect(await night(nextChange('winter'))).toEqual([12, 14, 12]);
  });

  it('finds the first free slot of a specialty among many practitioners in one call', async () => {
    const late = everyDay('14:00', '15:00');
    const specialties = { specialties: ['nephrology'] };
    await Promise.all([practice.doctor(late, specialties), practice.doctor(late, specialties)]);
    await practice.doctor(everyDay('08:00', '09:00'));
    const early = await practice.doctor(everyDay('13:00', '13:30'), specialties);
    const appointmentTypeId = await practice.type();
    const days = { from: practice.date(3), to: practice.date(30) };
    const [first, ...others] = await slots({ appointmentTypeId, specialty: 'nephrology', ...days, limit: '1' });
    expect(first).toMatchObject({ staffId: early, start: practice.at(3, '13:00') });
    expect(others).toEqual([]);
  });

  it('needs a free room, names it, and counts what still fits', async () => {
    const staffId = await practice.doctor({ ...everyDay('09:00', '10:00'), capacity: 3 });
    const equipment = await practice.room({ kind: 'equipment', capacity: 2 });
    const appointmentTypeId = await practice.type({ requiredResourceKinds: ['equipment'] });
    const date = practice.date(25);
    const ask = async () => (await slots({ appointmentTypeId, staffId, from: date, to: date })).map((slot) => slot.remaining);
    expect(await ask()).toEqual([2, 2]);
    for (const patientId of await practice.patients(2)) {
      const { status, body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(25, '09:00') });
      expect([status, body['resourceIds']]).toEqual([201, [equipment]]);
    }
    expect(await ask()).toEqual([2]);
  });

  it('offers nothing outside a rule’s dates and types, on exceptions, without a licence, or in the past', async () => {
    const other = await practice.type();
    const appointmentTypeId = await practice.type();
    const from = practice.date(50);
    const to = practice.date(52);
    const none = async (availability: object) => {
      const staffId = await practice.doctor({ ...everyDay('09:00', '10:00'), ...availability });
      return (await slots({ appointmentTypeId, staffId, from, to })).length;
    };
    const rules = everyDay('09:00', '10:00').rules;
    expect(await none({})).toBe(6);
    expect(await none({ rules: rules.map((rule) => ({ ...rule, validUntil: practice.date(50) })) })).toBe(2);
    expect(await none({ rules: rules.map((rule) => ({ ...rule, appointmentTypeIds: [other] })) })).toBe(0);
    expect(await none({ exceptions: [{ date: practice.date(51), kind: 'closed' }] })).toBe(4);
    expect(await none({ exceptions: [{ date: practice.date(51), from: '10:00', to: '11:00', kind: 'open' }] })).toBe(8);
    const staffId = await practice.doctor({});
    await practice.app.database.query(`update staffing.credentials set suspended_at = now() where staff_id = $1`, [staffId]);
    expect(await slots({ appointmentTypeId, staffId, from, to })).toEqual([]);
    expect(await slots({ appointmentTypeId, from: practice.date(-10), to: practice.date(-1) })).toEqual([]);
  });

  it('refuses dates out of order, more than 92 days, and unknown types', async () => {
    const appointmentTypeId = await practice.type();
    const refusal = async (query: Record<string, string>) => {
      const { status, body } = await practice.admin.get(`/slots?${new URLSearchParams(query)}`);
      return [status, body['code']];
    };
    const days = { from: '2027-03-01', to: '2027-03-02' };
    expect(await refusal({ appointmentTypeId, from: '2027-03-02', to: '2027-03-01' })).toEqual([422, 'invalid-date-range']);
    expect(await refusal({ appointmentTypeId, from: '2027-03-01', to: '2027-06-01' })).toEqual([422, 'invalid-date-range']);
    expect(await refusal({ appointmentTypeId: randomUUIDv7(), ...days })).toEqual([404, 'not-found']);
    expect(await refusal({ appointmentTypeId, from: '2027-02-30', to: '2027-03-02' })).toEqual([400, 'malformed-request']);
  });
});
