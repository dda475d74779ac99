import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Practice } from './practice.js';

const NEXT_WEEK = 7 * 24 * 60;
const FEE = { amount: '20.00', currency: 'EUR' };

describe('patients who do not come', () => {
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;
  let minutes = NEXT_WEEK;

  beforeAll(async () => {
    practice = await Practice.open();
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  async function set(scheduling: object): Promise<Answer> {
    const at = `/facilities/${practice.facilityId}/settings`;
    return practice.admin.patch(at, { scheduling }, (await practice.admin.get(at)).body['version']);
  }

  async function missed(patientId: string, hoursAgo = 1): Promise<string> {
    const start = practice.inMinutes(-60 * hoursAgo);
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start });
    expect((await practice.act(body['id'], 'no-show')).status).toBe(200);
    return body['id'];
  }

  function book(api: Api, patientId: string): Promise<Answer> {
    minutes += 60;
    return api.post('/appointments', { patientId, staffId, appointmentTypeId, start: practice.inMinutes(minutes) });
  }

  async function told(id: string): Promise<{ type: string; payload: Record<string, unknown> }[]> {
    const text = `select type, payload from platform.outbox where aggregate_id = $1 and type like '%no-show%' order by seq`;
    return practice.app.database.query(text, [id]);
  }

  const waive = (id: string, api = practice.admin): Promise<Answer> => api.post(`/appointments/${id}/waive-no-show`, { reason: 'Ill' });
  const patientApi = (patientId: string): Promise<Api> => practice.app.as('patient', { patientId });

  it('book for themselves up to the limit; beyond it the staff still can', async () => {
    await set({ noShowLimit: 2, noShowWindowDays: 30 });
    const patientId = await practice.patient();
    const patient = await patientApi(patientId);
    await missed(patientId);
    expect((await book(patient, patientId)).status).toBe(201);
    const second = await missed(patientId, 2);

    const refused = await book(patient, patientId);
    expect(refused).toMatchObject({ status: 422, body: { code: 'too-many-no-shows', limit: 2, windowDays: 30 } });
    const wish = { patientId, appointmentTypeId, earliest: practice.date(1), latest: practice.date(9), priority: 'routine' };
    expect((await patient.post('/wait-list', wish)).body['code']).toBe('too-many-no-shows');
    expect((await book(await practice.app.as('receptionist'), patientId)).status).toBe(201);

    expect((await waive(second)).status).toBe(200);
    expect((await book(patient, patientId)).status).toBe(201);
    expect((await patient.post('/wait-list', wish)).status).toBe(201);
    await set({ noShowLimit: null, noShowWindowDays: null });
  });

  it('are counted at the facility alone, within the window', async () => {
    await set({ noShowLimit: 1, noShowWindowDays: 1 });
    const patientId = await practice.patient();
    const patient = await patientApi(patientId);
    const elsewhere = await Practice.open(undefined, practice.app);
    const away = { staffId: await elsewhere.doctor(), appointmentTypeId: await elsewhere.type(), start: practice.inMinutes(-90) };
    const { body } = await practice.book({ patientId, ...away });
    await practice.act(body['id'], 'no-show');
    const old = await missed(patientId);
    await practice.app.database.query(
      `update scheduling.appointments set start_at = start_at - interval '25 hours', end_at = end_at - interval '25 hours' where id = $1`,
      [old],
    );

    expect((await book(patient, patientId)).status).toBe(201);
    await missed(patientId, 3);
    expect((await book(patient, patientId)).body['code']).toBe('too-many-no-shows');
    await set({ noShowLimit: null, noShowWindowDays: null });
  });

  it('owe the fee of the facility, until it is waived', async () => {
    await set({ noShowFee: FEE });
    const patientId = await practice.patient();
    const id = await missed(patientId);
    await set({ noShowFee: null });

    expect((await practice.admin.get(`/appointments/${id}`)).body).toMatchObject({ status: 'no-show', noShowFee: FEE });
    expect(await told(id)).toMatchObject([{ type: 'scheduling.appointment-no-show.v1', payload: { fee: FEE, patientId } }]);

    const supervisor = await practice.app.as('billing-supervisor', { facilityId: practice.facilityId });
    const waived = await waive(id, supervisor);
    expect(waived.body).toMatchObject({ status: 'no-show', noShowWaiveReason: 'Ill', noShowWaivedBy: supervisor.userId, version: 3 });
    expect((await practice.admin.get(`/appointments/${id}`)).body['noShowFee']).toBeUndefined();
    expect((await told(id))[1]).toMatchObject({
      type: 'scheduling.appointment-no-show-withdrawn.v1',
      payload: { cause: 'waived', fee: FEE },
    });
    const trail = (await practice.admin.get(`/audit-events?patientId=${patientId}&action=appointment.waive-no-show`)).body['items'];
    expect(trail).toMatchObject([{ actor: { id: supervisor.userId } }]);
  });

  it('owe nothing where they come late after all, or it was an error', async () => {
    await set({ noShowFee: FEE });
    const [late, wrong] = [await missed(await practice.patient()), await missed(await practice.patient())];
    await set({ noShowFee: null });

    expect((await practice.act(late, 'check-in')).body).toMatchObject({ status: 'checked-in' });
    expect((await practice.act(wrong, 'void', { reason: 'Wrong day' })).status).toBe(200);
    for (const [id, cause] of [
      [late, 'checked-in'],
      [wrong, 'voided'],
    ] as const) {
      expect((await practice.admin.get(`/appointments/${id}`)).body['noShowFee']).toBeUndefined();
      expect((await told(id))[1]).toMatchObject({ payload: { cause, fee: FEE } });
    }
  });

  it('are forgiven once only, by who may, and only for what they missed', async () => {
    const id = await missed(await practice.patient());
    for (const role of ['receptionist', 'nurse', 'billing-clerk']) expect((await waive(id, await practice.app.as(role))).status).toBe(403);
    const elsewhere = await Practice.open(undefined, practice.app);
    const stranger = await practice.app.as('doctor', { facilityId: elsewhere.facilityId });
    expect((await waive(id, stranger)).body['code']).toBe('not-found');
    expect((await practice.admin.post(`/appointments/${id}/waive-no-show`)).status).toBe(400);
    expect((await practice.admin.get(`/appointments/${id}`)).body['allowedActions']).toEqual(['check-in', 'waive-no-show', 'void']);

    expect((await waive(id)).body['allowedActions']).toEqual(['check-in', 'void']);
    expect(await waive(id)).toMatchObject({ status: 409, body: { code: 'invalid-transition', reason: 'it is waived already' } });
    const { body } = await book(practice.admin, await practice.patient());
    expect((await waive(body['id'])).body['code']).toBe('invalid-transition');
  });

  it('have the charge withdrawn once, however many forgive it or check them in at the same moment', async () => {
    await set({ noShowFee: FEE });
    for (let round = 0; round < 5; round++) {
      const { body } = await practice.book({
        ...{ patientId: await practice.patient(), staffId, appointmentTypeId },
        start: practice.inMinutes(-90),
      });
      const id: string = body['id'];
      await Promise.all([1, 2, 3].map(() => practice.act(id, 'no-show')));
      const answers = await Promise.all([waive(id), waive(id), practice.act(id, 'check-in'), waive(id)]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      const types = (await told(id)).map(({ type }) => type);
      expect(types).toEqual(['scheduling.appointment-no-show.v1', 'scheduling.appointment-no-show-withdrawn.v1']);
    }
    await set({ noShowFee: null });
  });

  it('are charged in the currency of the facility', async () => {
    const dollars = await set({ noShowFee: { amount: '20.00', currency: 'USD' } });
    expect(dollars).toMatchObject({ status: 422, body: { code: 'wrong-currency' } });
    expect((await set({ noShowFee: { amount: '-5.00', currency: 'EUR' } })).body['code']).toBe('invalid-amount');
    expect((await set({ noShowLimit: 0 })).status).toBe(400);
    expect((await set({ noShowFee: FEE, noShowLimit: 3 })).body['scheduling']).toMatchObject({
      ...{ noShowFee: FEE, noShowLimit: 3, noShowWindowDays: 365 },
    });
    const { version } = (await practice.admin.get(`/facilities/${practice.facilityId}`)).body;
    const moved = await practice.admin.patch(`/facilities/${practice.facilityId}`, { currency: 'USD' }, version);
    expect(moved.body['code']).toBe('wrong-currency');
    expect((await set({ noShowFee: null, noShowLimit: null })).body['scheduling']).toMatchObject({ noShowFee: null, noShowLimit: null });
  });
});
