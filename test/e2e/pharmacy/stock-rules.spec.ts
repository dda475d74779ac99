import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { newDepartment, newStaff } from '../staffing/staffing-records.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';
import { TERMS } from './watched-stock.js';

describe('stock rules', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let locationId: string;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    ({ pharmacist, locationId } = dispensary);
  });

  afterAll(() => dispensary.close());

  it('are set with what is said, and defaults for the rest', async () => {
    const medicationId = await dispensary.medication();
    const made = await pharmacist.put('/stock-rules', { ...TERMS, reorderPoint: 45, locationId, medicationId });
    expect(made.status).toBe(200);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toEqual({
      ...TERMS,
      id: made.body['id'],
      facilityId: dispensary.facilityId,
      ...{ locationId, medicationId },
      reorderPoint: 45,
      hysteresisMargin: 5,
      notifyRoles: ['pharmacist'],
      leadTimeDays: 7,
      serviceLevel: 95,
      version: 1,
    });
    expect((await pharmacist.get(`/stock-rules/${made.body['id']}`)).body).toEqual(made.body);
  });

  it('are one for each place and medication, replaced whole, by version', async () => {
    const medicationId = await dispensary.medication();
    const budgetCap = { amount: '250.00', currency: 'EUR' };
    const own = { serviceLevel: 99.5, leadTimeDays: 3, budgetCap };
    const body = { ...TERMS, locationId, medicationId, notifyRoles: ['pharmacist', 'nurse'], ...own };
    expect((await pharmacist.put('/stock-rules', body, { 'if-match': '"1"' })).status).toBe(412);
    const first = await pharmacist.put('/stock-rules', { ...body, hysteresisMargin: 7 });
    expect(first.body).toMatchObject({ hysteresisMargin: 7, notifyRoles: ['nurse', 'pharmacist'], ...own });
    expect((await pharmacist.put('/stock-rules', body, { 'if-match': '"2"' })).status).toBe(412);
    const second = await pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId }, { 'if-match': '"1"' });
    const usual = { hysteresisMargin: 2, notifyRoles: ['pharmacist'], serviceLevel: 95 };
    expect(second.body).toMatchObject({ id: first.body['id'], version: 2, ...usual });
    expect(second.body['budgetCap']).toBeUndefined();
    const again = await pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId });
    expect(again.body).toEqual(second.body);
  });

  it('are one, however many set the first at once', async () => {
    const medicationId = await dispensary.medication();
    const place = { ...TERMS, locationId, medicationId };
    const set = (reorderPoint: number): ReturnType<Api['put']> => pharmacist.put('/stock-rules', { ...place, reorderPoint });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(set));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await pharmacist.get(`/stock-rules?medicationId=${medicationId}`);
    expect(body['items']).toHaveLength(1);
    expect(new Set(answers.map((each) => each.body['id']))).toEqual(new Set([body['items'][0].id]));
    expect(answers.map((each) => each.body['version']).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('are set once for one key', async () => {
    const medicationId = await dispensary.medication();
    const set = (): ReturnType<Api['put']> =>
      pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId }, { 'idempotency-key': `rule-${medicationId}` });
    const [first, second] = [await set(), await set()];
    expect([second.headers.get('idempotency-replayed'), second.body]).toEqual(['true', first.body]);
  });

  it('tell those who hold a role there or everywhere by e-mail, or else by the phone of their record', async () => {
    const { app, facilityId } = dispensary;
    const admin = await app.as('admin');
    const { id: departmentId } = await newDepartment(admin, facilityId);
    const { id: staffId } = await newStaff(admin, facilityId, departmentId, { contacts: [{ system: 'phone', value: '+4930111222' }] });
    const local = await app.as('hr-manager', { facilityId, staffId });
    const everywhere = await app.as('hr-manager');
    const gone = await app.as('hr-manager');
    expect((await admin.patch(`/users/${gone.userId}`, { disabled: true }, 1)).status).toBe(200);
    const medicationId = await dispensary.medication();
    await pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId, notifyRoles: ['hr-manager'] });
    const { body } = await pharmacist.get(`/stock-alerts?medicationId=${medicationId}&kind=out-of-stock`);
    const messages = await app.database.query<{ user: string; channels: string[] }>(
      `select right(key, 36) as user, array(select jsonb_array_elements(payload -> 'recipients') ->> 'channel') as channels
       from notifications.messages where key like 'stock-alert.' || $1 || '.%' order by key`,
      [body['items'][0].id],
    );
    expect(messages).toEqual([
      { user: local.userId, channels: ['email', 'sms'] },
      { user: everywhere.userId, channels: ['email'] },
    ]);
  });

  it.each<[string, object, string]>([
    ['is full where it is low', { targetLevel: 20 }, '/targetLevel'],
    ['never recovers', { hysteresisMargin: 81 }, '/hysteresisMargin'],
    ['is more often short than not', { serviceLevel: 49.9 }, '/serviceLevel'],
  ])('are refused where stock %s', async (_, changes, pointer) => {
    const medicationId = await dispensary.medication();
    const { status, body } = await pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId, ...changes });
    expect([status, body['code'], body['errors'][0].pointer]).toEqual([422, 'invalid-stock-rule', pointer]);
  });

  it.each<[string, object]>([
    ['a negative reorder point', { reorderPoint: -1 }],
    ['reminders without a pause', { renotifyHours: 0 }],
    ['nobody to tell', { notifyRoles: [] }],
    ['a role that looks after no stock', { notifyRoles: ['patient'] }],
    ['a service level of certainty', { serviceLevel: 100 }],
    ['an unknown member', { status: 'open' }],
  ])('are malformed with %s', async (_, changes) => {
    const medicationId = await dispensary.medication();
    expect((await pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId, ...changes })).status).toBe(400);
  });

  it('need money as money', async () => {
    const rule = { ...TERMS, locationId, medicationId: await dispensary.medication() };
    const wrong = [
      { amount: '1.5', currency: 'EUR' },
      { amount: '10.00', currency: 'JPY' },
    ];
    for (const budgetCap of wrong) {
      expect(await pharmacist.put('/stock-rules', { ...rule, budgetCap })).toMatchObject({ status: 422, body: { code: 'invalid-amount' } });
    }
  });

  it('are about places and medications that are there, and within reach', async () => {
    const medicationId = await dispensary.medication();
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const local = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    const nurse = await dispensary.app.as('nurse');
    const rule = { ...TERMS, locationId, medicationId };
    expect((await pharmacist.put('/stock-rules', { ...rule, locationId: ABSENT })).status).toBe(404);
    expect((await pharmacist.put('/stock-rules', { ...rule, medicationId: ABSENT })).status).toBe(404);
    expect((await local.put('/stock-rules', rule)).status).toBe(404);
    expect((await nurse.put('/stock-rules', rule)).status).toBe(403);
    const { body } = await pharmacist.put('/stock-rules', rule);
    expect((await local.delete(`/stock-rules/${body['id']}`)).status).toBe(404);
    expect((await local.get(`/stock-rules?locationId=${locationId}`)).body['items']).toEqual([]);
    expect((await nurse.get(`/stock-rules/${body['id']}`)).status).toBe(200);
  });

  it('are listed by pages, and end, after which there can be another', async () => {
    const place = await dispensary.location('Ward 7');
    const medications = [await dispensary.medication(), await dispensary.medication()].sort();
    for (const medicationId of medications) await pharmacist.put('/stock-rules', { ...TERMS, locationId: place, medicationId });
    const first = await pharmacist.get(`/stock-rules?locationId=${place}&limit=1`);
    const second = await pharmacist.get(`/stock-rules?locationId=${place}&limit=1&cursor=${first.body['nextCursor']}`);
    expect([first, second].map(({ body }) => body['items'][0].medicationId)).toEqual(medications);
    expect(second.body['nextCursor']).toBeNull();

    const { id } = first.body['items'][0];
    expect((await pharmacist.delete(`/stock-rules/${id}`, { 'if-match': '"9"' })).status).toBe(412);
    expect((await pharmacist.delete(`/stock-rules/${id}`, { 'if-match': '"1"' })).status).toBe(204);
    expect([(await pharmacist.get(`/stock-rules/${id}`)).status, (await pharmacist.delete(`/stock-rules/${id}`)).status]).toEqual([404, 404]);
    const next = await pharmacist.put('/stock-rules', { ...TERMS, locationId: place, medicationId: medications[0] });
    expect([next.status, next.body['id'] === id]).toEqual([200, false]);
  });
});
