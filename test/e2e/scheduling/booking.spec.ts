import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Practice } from './practice.js';

describe('booking over HTTP', () => {
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;
  let patientId: string;
  let day = 10;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Berlin');
    staffId = await practice.doctor({ rules: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })) });
    appointmentTypeId = await practice.type();
    patientId = await practice.patient();
  });

  afterAll(() => practice.close());

  /** A day of its own for each test. */
  const wish = (changes: object = {}) => ({ patientId, staffId, appointmentTypeId, start: practice.at((day += 1), '10:00'), ...changes });

  it('answers with the appointment, where it is and what may be done with it', async () => {
    const body = wish({ reason: 'Blood pressure' });
    const booked = await practice.book(body);
    expect(booked.status).toBe(201);
    expect(booked.headers.get('location')).toBe(`/api/v1/appointments/${booked.body['id']}`);
    expect(booked.headers.get('etag')).toBe('"1"');
    expect(booked.body).toEqual({
      ...body,
      id: expect.any(String),
      facilityId: practice.facilityId,
      departmentId: practice.departmentId,
      end: Temporal.Instant.from(body.start).add({ minutes: 30 }).toString(),
      resourceIds: [],
      status: 'booked',
      version: 1,
      allowedActions: ['confirm', 'check-in', 'no-show', 'cancel', 'reschedule', 'void'],
    });
    expect((await practice.admin.get(`/appointments/${booked.body['id']}`)).body).toEqual(booked.body);
  });

  it('keeps the reason of the visit out of the audit trail and that of an override in it', async () => {
    const body = wish({ reason: 'Something private', override: { reason: 'Emergency' } });
    const { body: booked } = await practice.book(body);
    const rows = await practice.app.database.query(`select * from access.audit_events where resource_id = $1`, [booked['id']]);
    expect(rows).toHaveLength(1);
    const about = { patient_id: patientId, facility_id: practice.facilityId };
    expect(rows[0]).toMatchObject({ action: 'appointment.book', ...about, reason: 'Emergency' });
  });

  it('is 409 slot-taken where the practitioner or every room is taken', async () => {
    const withRoom = await practice.type({ requiredResourceKinds: ['room'], bufferAfterMinutes: 10 });
    const roomId = await practice.room();
    const body = wish({ appointmentTypeId: withRoom });
    expect((await practice.book(body)).body).toMatchObject({ status: 'booked', resourceIds: [roomId] });
    const other = { ...body, patientId: await practice.patient() };
    expect((await practice.book(other)).body).toMatchObject({ status: 409, code: 'slot-taken', resourceKind: 'practitioner' });
    const inBuffer = { ...other, start: Temporal.Instant.from(body.start).add({ minutes: 35 }).toString() };
    expect((await practice.book(inBuffer)).body['code']).toBe('slot-taken');
    const otherDoctor = { ...other, staffId: await practice.doctor() };
    expect((await practice.book(otherDoctor)).body).toMatchObject({ status: 409, code: 'slot-taken', resourceKind: 'room' });
  });

  it('is 409 patient-busy where the patient is elsewhere, and says no more', async () => {
    const body = wish();
    await practice.book(body);
    const { status, body: problem } = await practice.book({ ...body, staffId: await practice.doctor() });
    expect([status, problem['code']]).toEqual([409, 'patient-busy']);
    expect(JSON.stringify(problem)).not.toContain(staffId);
  });

  it('is 422 where it breaks a rule of the practitioner’s time', async () => {
    const unlicensed = await practice.doctor();
    await practice.app.database.query(`update staffing.credentials set valid_until = current_date where staff_id = $1`, [unlicensed]);
    const cardiologists = await practice.type({ requiredSpecialty: 'neurosurgery' });
    const refused = async (changes: object) => {
      const { status, body } = await practice.book(wish(changes));
      return [status, body['code']];
    };
    expect(await refused({ start: practice.at(5, '08:59') })).toEqual([422, 'outside-availability']);
    expect(await refused({ start: practice.at(5, '16:31') })).toEqual([422, 'outside-availability']);
    expect(await refused({ staffId: unlicensed })).toEqual([422, 'staff-not-credentialed']);
    expect(await refused({ appointmentTypeId: cardiologists })).toEqual([422, 'staff-not-credentialed']);
    expect(await refused({ start: practice.at(-2, '10:00') })).toEqual([422, 'too-late-to-book']);
    expect(await refused({ start: practice.at(401, '10:00') })).toEqual([422, 'beyond-booking-horizon']);
  });

  it('goes past these by an override, for those who may', async () => {
    const body = wish({ start: practice.at(6, '20:00'), override: { reason: 'Agreed by phone' } });
    const doctor = await practice.app.as('doctor');
    expect(await doctor.post('/appointments', body)).toMatchObject({ status: 201, body: { overrideReason: 'Agreed by phone' } });
    const receptionist = await practice.app.as('receptionist');
    expect(await receptionist.post('/appointments', body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('is 404 for what does not exist or belongs to another facility', async () => {
    const elsewhere = await Practice.open('Europe/Berlin', practice.app);
    const { body: booked } = await practice.book(wish());
    const foreigner = await practice.app.as('receptionist', { facilityId: elsewhere.facilityId });
    const codes = await Promise.all([
      practice.book(wish({ patientId: randomUUIDv7() })),
      practice.book(wish({ staffId: randomUUIDv7() })),
      practice.book(wish({ appointmentTypeId: randomUUIDv7() })),
      practice.book(wish({ resourceIds: [await elsewhere.room()] })),
      practice.admin.get(`/appointments/${randomUUIDv7()}`),
      practice.admin.get('/appointments/nonsense'),
      foreigner.get(`/appointments/${booked['id']}`),
      foreigner.post(`/appointments/${booked['id']}/confirm`),
      foreigner.post('/appointments', wish()),
    ]);
    expect(codes.map(({ status, body }) => `${status} ${body['code']}`)).toEqual(Array(9).fill('404 not-found'));
    expect((await foreigner.get(`/appointments?staffId=${staffId}`)).body['items']).toEqual([]);
    const atHome = await practice.app.as('receptionist', { facilityId: practice.facilityId });
    expect((await atHome.get(`/appointments/${booked['id']}`)).body['allowedActions']).not.toContain('void');
    expect(await practice.book(wish({ staffId: await elsewhere.doctor() }))).toMatchObject({ body: { code: 'wrong-facility' } });
  });

  it('is 400 where the request is not what it should be', async () => {
    const pointers = async (changes: object) => {
      const { status, body } = await practice.book(wish(changes));
      return [status, ...body['errors'].map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await pointers({ start: '2027-03-04T10:00' })).toEqual([400, '/start']);
    expect(await pointers({ staffId: 'me', status: 'completed' })).toEqual([400, '/status', '/staffId']);
    expect(await pointers({ override: { reason: '' } })).toEqual([400, '/override/reason']);
  });

  it('lists a day as the facility’s clocks go, and pages without losing one', async () => {
    const doctor = await practice.doctor();
    const starts = ['00:00', '12:00', '23:30'].map((time) => practice.at(40, time));
    for (const start of starts) await practice.book(wish({ staffId: doctor, start, patientId: await practice.patient() }));
    await practice.book(wish({ staffId: doctor, start: practice.at(41, '00:00') }));
    const path = `/appointments?staffId=${doctor}&from=${practice.date(40)}&to=${practice.date(40)}`;
    const whole = await practice.admin.get(path);
    expect(whole.body['items'].map(({ start }: { start: string }) => start)).toEqual(starts);
    const first = await practice.admin.get(`${path}&limit=2`);
    const second = await practice.admin.get(`${path}&limit=2&cursor=${first.body['nextCursor']}`);
    expect([...first.body['items'], ...second.body['items']]).toEqual(whole.body['items']);
    expect(second.body['nextCursor']).toBeNull();
    const instants = `/appointments?departmentId=${practice.departmentId}&staffId=${doctor}&from=${starts[1]}&to=${starts[2]}`;
    expect((await practice.admin.get(instants)).body['items']).toHaveLength(1);
    expect((await practice.admin.get(`${path}&status=cancelled`)).body['items']).toEqual([]);
    expect((await practice.admin.get(`${path}&status=booked,confirmed`)).body['items']).toHaveLength(3);
    expect((await practice.admin.get('/appointments?status=gone')).status).toBe(400);
    expect((await practice.admin.get('/appointments?from=yesterday')).status).toBe(400);
  });
});
