import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERY_ROW, Period } from '#kernel';
import { AppointmentsQuery } from '../../../src/scheduling/adapters/persistence/appointments.query.js';
import { CatalogueQuery } from '../../../src/scheduling/adapters/persistence/catalogue.query.js';
import { Appointment } from '../../../src/scheduling/domain/appointment.js';
import { AppointmentType } from '../../../src/scheduling/domain/appointment-type.js';
import { Resource } from '../../../src/scheduling/domain/resource.js';
import { type SchedulingRig, startSchedulingRig } from './scheduling-rig.js';

const at = (text: string) => Temporal.Instant.from(text);

describe('appointments on PostgreSQL', () => {
  let rig: SchedulingRig;
  let wish: { patientId: string; staffId: string; appointmentTypeId: string };

  beforeAll(async () => {
    rig = await startSchedulingRig();
    const [patientId, staffId, appointmentTypeId] = await Promise.all([rig.addPatient(), rig.addStaff(), rig.addType()]);
    wish = { patientId, staffId, appointmentTypeId };
  });
  afterAll(() => rig.close());

  it('are loaded as they were saved, to the last field', async () => {
    const id = rig.ids.next();
    const roomId = await rig.addRoom();
    const made = Appointment.hold(
      {
        id,
        facilityId: rig.facilityId,
        ...wish,
        period: Period.lasting(at('2027-05-04T09:00:00.123Z'), 30),
        day: Temporal.PlainDate.from('2027-05-04'),
        resourceIds: [roomId],
        reason: 'Blutdruck, „hoch“',
        overrideReason: 'urgent',
      },
      rig.clock.now().add({ minutes: 5 }),
    );
    await rig.unitOfWork.run(async () => rig.appointments.add(made, []));
    const loaded = await rig.appointments.get(id);
    expect(plain(loaded)).toEqual(plain(made));
    expect(loaded.period).toEqual(made.period);
  });

  it('carry on where they were loaded, with their event and the new version', async () => {
    const { id } = await rig.booking.execute({ ...wish, start: at('2027-03-04T09:00:00Z') });
    const changed = await rig.desk.change({ appointmentId: id, expectedVersion: 1 }, (appointment) => appointment.confirm(rig.clock.now()));
    expect(changed).toMatchObject({ status: 'confirmed', version: 2 });
    const events = await rig.owned.query('select type from platform.outbox where aggregate_id = $1 order by seq', [id]);
    expect(events).toEqual([{ type: 'scheduling.appointment-booked.v1' }, { type: 'scheduling.appointment-confirmed.v1' }]);
    await expect(rig.desk.change({ appointmentId: id, expectedVersion: 1 }, () => undefined)).rejects.toMatchObject({
      code: 'stale-version',
    });
  });

  it('are moved over their own time, and leave nothing behind', async () => {
    const { id } = await rig.booking.execute({ ...wish, start: at('2027-03-05T09:00:00Z') });
    await rig.reschedule.execute({ appointmentId: id, start: at('2027-03-05T09:15:00Z') });
    const periods = await rig.owned.query('select distinct lower(period) as start from scheduling.bookings where appointment_id = $1', [
      id,
    ]);
    expect(periods).toHaveLength(1);
  });

  it('release what they occupied and can be booked over', async () => {
    const start = at('2027-03-08T09:00:00Z');
    const { id } = await rig.booking.execute({ ...wish, start });
    await rig.desk.change({ appointmentId: id }, async (appointment) => {
      appointment.void('wrong patient');
      await rig.appointments.release(appointment);
    });
    expect((await rig.booking.execute({ ...wish, start })).status).toBe('booked');
  });

  it('block practitioner and room with buffers, the patient without, and go a lane above by an override', async () => {
    const roomId = await rig.addRoom();
    const appointmentTypeId = await rig.addType({ bufferBeforeMinutes: 5, bufferAfterMinutes: 10, requiredResourceKinds: ['room'] });
    const start = at('2027-03-09T09:00:00Z');
    await rig.booking.execute({ ...wish, appointmentTypeId, start, resourceIds: [roomId] });
    const forced = await rig.booking.execute({ ...wish, appointmentTypeId, start, resourceIds: [roomId], override: { reason: 'twins' } });
    const rows = await rig.owned.query<{ kind: string }>(
      `select kind, lane, extract(epoch from upper(period) - lower(period))::integer / 60 as minutes
       from scheduling.bookings where appointment_id = $1 order by kind`,
      [forced.id],
    );
    expect(rows).toEqual([
      { kind: 'patient', lane: 1, minutes: 30 },
      { kind: 'practitioner', lane: 1, minutes: 45 },
      { kind: 'room', lane: 1, minutes: 45 },
    ]);
  });

  it('take any free room of the kind that is required', async () => {
    const rooms = await Promise.all([rig.addRoom(1, 'equipment'), rig.addRoom(1, 'equipment')]);
    const appointmentTypeId = await rig.addType({ requiredResourceKinds: ['equipment'] });
    const start = at('2027-03-10T09:00:00Z');
    const book = async () =>
      rig.booking.execute({ patientId: await rig.addPatient(), staffId: await rig.addStaff(), appointmentTypeId, start });
    const taken = [(await book()).resourceIds[0], (await book()).resourceIds[0]];
    expect(taken.toSorted()).toEqual(rooms.toSorted());
    await expect(book()).rejects.toMatchObject({ code: 'slot-taken' });
  });

  it('are listed by day at the facility, by instants and by status, page by page', async () => {
    const query = new AppointmentsQuery(rig.sql);
    const scope = EVERY_ROW;
    const staffId = await rig.addStaff();
    const starts = ['2027-04-01T07:00:00Z', '2027-04-01T14:30:00Z', '2027-04-02T07:00:00Z'];
    for (const start of starts) await rig.booking.execute({ ...wish, staffId, start: at(start) });
    const day = { date: Temporal.PlainDate.from('2027-04-01') };
    const found = await query.page({ staffId, scope, from: day, to: day }, 50);
    expect(found.map(({ start }) => start)).toEqual(starts.slice(0, 2));
    const after = await query.page({ staffId, scope, from: { instant: at(starts[1]!) }, to: { instant: at(starts[2]!) } }, 50);
    expect(after.map(({ start }) => start)).toEqual([starts[1]]);
    const [first] = await query.page({ staffId, scope, statuses: ['booked'] }, 1);
    const rest = await query.page({ staffId, scope, statuses: ['booked'] }, 50, [first!.start, first!.id]);
    expect(rest.map(({ start }) => start)).toEqual(starts.slice(1));
    expect(await query.page({ staffId, scope, statuses: ['cancelled'] }, 50)).toEqual([]);
    expect(await query.page({ staffId, scope: { facilities: [], opened: [] } }, 50)).toEqual([]);
    expect(await query.byId(first!.id, scope)).toEqual(first);
    expect(await query.byId(first!.id, { facilities: [rig.ids.next()], opened: [] })).toBeUndefined();
  });

  it('know what is offered, and each type and room as it was added', async () => {
    const query = new CatalogueQuery(rig.sql);
    const price = { minorUnits: 12_550n, currency: 'EUR' };
    const type = new AppointmentType(rig.ids.next(), {
      facilityId: rig.facilityId,
      name: 'MRI',
      durationMinutes: 45,
      requiredSpecialty: 'radiology',
      requiredResourceKinds: ['equipment'],
      price,
    });
    const room = new Resource(rig.ids.next(), rig.facilityId, 'room', 'Æther', 2);
    await rig.unitOfWork.run(async () => {
      rig.types.add(type);
      rig.resources.add(room);
    });
    expect(plain((await rig.entities.find(AppointmentType, { id: type.id }))!)).toEqual(plain(type));
    expect(plain((await rig.entities.find(Resource, { id: room.id }))!)).toEqual(plain(room));
    expect(await query.type(type.id, {})).toMatchObject({ name: 'MRI', priceMinorUnits: '12550', priceCurrency: 'EUR' });
    expect((await query.types({ facilityId: rig.facilityId }, 1)).length).toBe(2);
    expect(await query.resources({ facilityId: rig.facilityId, kind: 'room' }, 50)).toContainEqual(
      expect.objectContaining({ id: room.id }),
    );
    expect((await rig.calendar.offer(type.id)).needs[0]!.candidates.length).toBeGreaterThan(0);
    await expect(rig.calendar.offer(rig.ids.next())).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** Fields alone, instants as text, without what is absent. */
function plain(entity: object): unknown {
  const text = JSON.stringify(entity, (key, value: unknown) =>
    key === 'recorded' ? undefined : typeof value === 'bigint' ? value.toString() : value,
  );
  return JSON.parse(text);
}
