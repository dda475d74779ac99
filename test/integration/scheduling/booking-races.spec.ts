import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outcomesOf, overlaps, type SchedulingRig, startSchedulingRig } from './scheduling-rig.js';

const at = (text: string) => Temporal.Instant.from(text);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('many who want the same', () => {
  let rig: SchedulingRig;
  const start = at('2027-03-04T09:00:00Z');

  beforeAll(async () => {
    rig = await startSchedulingRig();
  });
  afterAll(() => rig.close());

  const patients = (count: number) => Promise.all(times(count, () => rig.addPatient()));

  it('get one slot once, the others are told that it is taken', async () => {
    const [staffId, appointmentTypeId, everybody] = await Promise.all([rig.addStaff(), rig.addType(), patients(50)]);
    const attempts = everybody.map((patientId) => rig.booking.execute({ patientId, staffId, appointmentTypeId, start }));
    expect(await outcomesOf(attempts)).toEqual({ booked: 1, 'slot-taken': 49 });
  });

  it('get a patient to one practitioner only', async () => {
    const [appointmentTypeId, patientId, everybody] = await Promise.all([
      rig.addType(),
      rig.addPatient(),
      Promise.all(times(50, () => rig.addStaff())),
    ]);
    const attempts = everybody.map((staffId) => rig.booking.execute({ patientId, staffId, appointmentTypeId, start }));
    expect(await outcomesOf(attempts)).toEqual({ booked: 1, 'patient-busy': 49 });
  });

  it('fill a practitioner who sees several at once up to the last place, and no further', async () => {
    const [staffId, appointmentTypeId, everybody] = await Promise.all([rig.addStaff(3), rig.addType(), patients(20)]);
    const attempts = everybody.map((patientId) => rig.booking.execute({ patientId, staffId, appointmentTypeId, start }));
    const first = await outcomesOf(attempts);
    expect(first.booked).toBeGreaterThanOrEqual(1);
    expect((first.booked ?? 0) + (first['slot-taken'] ?? 0)).toBe(20);
    expect(first.booked).toBeLessThanOrEqual(3);
    const later = everybody.map((patientId) => rig.booking.execute({ patientId, staffId, appointmentTypeId, start }));
    await outcomesOf(later);
    const rows = await rig.owned.query('select lane from scheduling.bookings where thing_id = $1 order by lane', [staffId]);
    expect(rows).toEqual([{ lane: 0 }, { lane: 1 }, { lane: 2 }]);
  });

  it('share the only room of two practitioners', async () => {
    const [one, other, roomId, everybody] = await Promise.all([rig.addStaff(), rig.addStaff(), rig.addRoom(), patients(20)]);
    const appointmentTypeId = await rig.addType({ requiredResourceKinds: ['room'] });
    const attempts = everybody.map((patientId, index) =>
      rig.booking.execute({ patientId, staffId: index % 2 ? one : other, appointmentTypeId, start, resourceIds: [roomId] }),
    );
    expect(await outcomesOf(attempts)).toEqual({ booked: 1, 'slot-taken': 19 });
  });

  it('swap their times without waiting for each other for ever', async () => {
    const [staffId, appointmentTypeId, [anna, ben]] = await Promise.all([rig.addStaff(), rig.addType(), patients(2)]);
    const wish = { staffId, appointmentTypeId };
    const first = await rig.booking.execute({ ...wish, patientId: anna!, start: at('2027-03-05T09:00:00Z') });
    const second = await rig.booking.execute({ ...wish, patientId: ben!, start: at('2027-03-05T10:00:00Z') });
    const attempts = [
      rig.reschedule.execute({ appointmentId: first.id, start: second.start }),
      rig.reschedule.execute({ appointmentId: second.id, start: first.start }),
    ];
    const { booked = 0, 'slot-taken': taken = 0 } = await outcomesOf(attempts);
    expect(booked + taken).toBe(2);
  });

  it('never overlap anywhere in the end', async () => {
    expect(await overlaps(rig.owned)).toEqual([]);
    const halves = await rig.owned.query(`select a.id from scheduling.appointments a where not exists
      (select from scheduling.bookings b where b.appointment_id = a.id and b.kind = 'practitioner')`);
    expect(halves).toEqual([]);
  });

  it('find a held time free again once the hold is past, without waiting for a job', async () => {
    const [staffId, appointmentTypeId, [anna, ben, carl]] = await Promise.all([rig.addStaff(), rig.addType(), patients(3)]);
    const wish = { staffId, appointmentTypeId, start: at('2027-03-08T09:00:00Z') };
    const hold = await rig.booking.execute({ ...wish, patientId: anna!, hold: true });
    await expect(rig.booking.execute({ ...wish, patientId: ben! })).rejects.toMatchObject({ code: 'slot-taken' });
    rig.clock.pass({ minutes: 5 });
    const outcomes = await outcomesOf([ben!, carl!].map((patientId) => rig.booking.execute({ ...wish, patientId })));
    expect(outcomes).toEqual({ booked: 1, 'slot-taken': 1 });
    expect((await rig.appointments.get(hold.id)).status).toBe('expired');
  });
});
