import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Practice } from './practice.js';

const NEXT_WEEK = 7 * 24 * 60;
const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

describe('patients and their own appointments', () => {
  let practice: Practice;
  let appointmentTypeId: string;
  let patientId: string;
  let patient: Api;
  let minutes = NEXT_WEEK;

  beforeAll(async () => {
    practice = await Practice.open();
    appointmentTypeId = await practice.type();
    patientId = await practice.patient();
    patient = await practice.app.as('patient', { patientId });
  });

  afterAll(() => practice.close());

  /** A wish that nothing else stands in the way of. */
  async function wish(changes: object = {}): Promise<Record<string, unknown>> {
    minutes += 60;
    return { patientId, appointmentTypeId, staffId: await practice.doctor(), start: practice.inMinutes(minutes), ...changes };
  }

  async function set(scheduling: object): Promise<void> {
    const at = `/facilities/${practice.facilityId}/settings`;
    const { body } = await practice.admin.get(at);
    expect((await practice.admin.patch(at, { scheduling }, body['version'])).status).toBe(200);
  }

  const absent = (what: string): object => ({ status: 404, body: { code: 'not-found', detail: expect.stringContaining(`no such ${what}`) } });
  const book = async (api: Api, changes: object = {}): Promise<Answer> => api.post('/appointments', await wish(changes));

  it('are booked, confirmed and cancelled by them', async () => {
    const booked = await book(patient, { reason: 'cough' });
    expect(booked).toMatchObject({ status: 201, body: { patientId, status: 'booked', allowedActions: ['confirm', 'cancel'] } });
    const at = `/appointments/${booked.body['id']}`;

    expect(await patient.post(`${at}/confirm`)).toMatchObject({ status: 200, body: { status: 'confirmed', allowedActions: ['cancel'] } });
    expect(await patient.post(`${at}/cancel`, { reason: 'well again' })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', cancelledLate: false, allowedActions: [] },
    });
    expect((await patient.get(at)).body).toMatchObject({ status: 'cancelled', cancelReason: 'well again' });
    expect(await patient.post(`${at}/confirm`)).toMatchObject({ status: 409, body: { code: 'invalid-transition', allowedActions: [] } });
  });

  it('are held first where they want that', async () => {
    const held = await book(patient, { hold: true });

    expect(held.body).toMatchObject({ status: 'held', allowedActions: ['confirm', 'cancel'] });
    expect((await patient.post(`/appointments/${held.body['id']}/confirm`)).body).toMatchObject({ status: 'booked' });
  });

  it('are all that they see: those of others are absent, and lists are narrowed', async () => {
    const other = await practice.patient();
    const [own, foreign] = [await book(practice.admin), await book(practice.admin, { patientId: other })];
    const at = `/appointments/${foreign.body['id']}`;

    for (const query of ['', `?patientId=${patientId}`, `?facilityId=${practice.facilityId}`, `?from=${practice.date(0)}&to=${practice.date(30)}`]) {
      const { body } = await patient.get(`/appointments${query}`);
      const found = body['items'] as { id: string; patientId: string }[];
      expect(found.map(({ id }) => id)).toContain(own.body['id']);
      expect(new Set(found.map((each) => each.patientId))).toEqual(new Set([patientId]));
    }
    expect((await patient.get(`/appointments?patientId=${other}`)).body).toEqual({ items: [], nextCursor: null });
    expect(await patient.get(at)).toMatchObject(absent('appointment'));
    expect(await patient.post(`${at}/confirm`)).toMatchObject(absent('appointment'));
    expect(await patient.post(`${at}/cancel`, { reason: 'x' })).toMatchObject(absent('appointment'));
    expect(await book(patient, { patientId: other })).toMatchObject(absent('patient'));
    expect(await book(patient, { patientId: ABSENT })).toMatchObject(absent('patient'));
  });

  it('are not moved, kept or voided by them, nor booked against the rules', async () => {
    const { body } = await book(patient);
    const at = `/appointments/${body['id']}`;

    for (const action of ['check-in', 'start', 'complete', 'no-show', 'void', 'reschedule']) {
      expect((await patient.post(`${at}/${action}`, { reason: 'x' })).status).toBe(403);
    }
    expect((await book(patient, { override: { reason: 'in a hurry' } })).status).toBe(403);
    expect(await book(patient, { start: practice.at(0, '00:30') })).toMatchObject({ status: 422, body: { code: 'too-late-to-book' } });
    expect((await practice.admin.get(at)).body).toMatchObject({ status: 'booked', version: 1 });
  });

  it('are limited like anybody’s, holds included', async () => {
    await set({ maxOpenBookingsPerPatient: 1 });
    const someone = await practice.app.as('patient', { patientId: await practice.patient() });
    const own = (await someone.get('/auth/me')).body['patientId'];

    expect((await book(someone, { patientId: own, hold: true })).status).toBe(201);
    expect(await book(someone, { patientId: own })).toMatchObject({ status: 422, body: { code: 'too-many-open-bookings' } });
    await set({ maxOpenBookingsPerPatient: null });
  });

  it('are theirs to confirm and cancel as far as the facility leaves that to them', async () => {
    const { body } = await book(patient);
    const at = `/appointments/${body['id']}`;
    await set({ patientsMayConfirm: false, patientsMayCancel: false });

    expect((await patient.get(at)).body['allowedActions']).toEqual([]);
    expect(await patient.post(`${at}/cancel`, { reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'invalid-transition', reason: 'the facility leaves this to its staff', allowedActions: [] },
    });
    expect((await patient.post(`${at}/confirm`)).status).toBe(409);
    await set({ patientsMayConfirm: null, patientsMayCancel: null });
    expect((await patient.get('/appointments')).body['items'].at(-1)).toMatchObject({ allowedActions: ['confirm', 'cancel'] });
  });

  it('are of the types that are offered to them; others are absent, in every place', async () => {
    const special = await practice.type({ name: 'Operation' });
    const slots = (id: string): Promise<Answer> =>
      patient.get(`/slots?appointmentTypeId=${id}&from=${practice.date(7)}&to=${practice.date(7)}`);
    const seen = async (): Promise<string[]> =>
      (await patient.get('/appointment-types')).body['items'].map(({ id }: { id: string }) => id).toSorted();

    expect(await seen()).toEqual([appointmentTypeId, special].toSorted());
    await set({ selfServiceTypes: [appointmentTypeId] });
    expect(await seen()).toEqual([appointmentTypeId]);
    expect((await patient.get(`/appointment-types/${appointmentTypeId}`)).status).toBe(200);
    expect((await slots(appointmentTypeId)).body['items'].length).toBeGreaterThan(0);
    expect(await patient.get(`/appointment-types/${special}`)).toMatchObject(absent('appointment type'));
    expect(await slots(special)).toMatchObject(absent('appointment type'));
    expect(await book(patient, { appointmentTypeId: special })).toMatchObject(absent('appointment type'));
    expect((await book(practice.admin, { appointmentTypeId: special })).status).toBe(201);
    await set({ selfServiceTypes: null, patientsMayBook: false });
    expect(await seen()).toEqual([]);
    expect(await book(patient)).toMatchObject(absent('appointment type'));
    await set({ patientsMayBook: null });
  });

  it('are of nobody who is no longer known to be the patient', async () => {
    const user = await practice.admin.get(`/users/${patient.userId}`);
    await practice.admin.patch(`/users/${patient.userId}`, { patientId: null }, user.body['version']);

    expect((await patient.get('/appointments')).status).toBe(403);
    expect((await patient.get(`/patients/${patientId}`)).status).toBe(403);
    expect((await patient.get('/auth/me')).status).toBe(200);
  });

  it('stay apart from what a member of staff who is a patient may do', async () => {
    const own = await practice.patient();
    const { body: elsewhere } = await book(practice.admin, { patientId: own });
    const away = await Practice.open(undefined, practice.app);
    const nurse = await practice.app.as('nurse', { facilityId: away.facilityId, patientId: own });
    await practice.admin.post(`/users/${nurse.userId}/roles`, { role: 'patient' });
    const at = `/appointments/${elsewhere['id']}`;

    expect((await nurse.get(at)).body['allowedActions']).toEqual(['confirm', 'cancel']);
    expect(await nurse.post(`${at}/check-in`)).toMatchObject(absent('appointment'));
    expect((await nurse.post(`${at}/confirm`)).body).toMatchObject({ status: 'confirmed', allowedActions: ['cancel'] });
  });
});
