import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';

describe('adjusting stock', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let nurse: Api;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    ({ pharmacist } = dispensary);
    nurse = await dispensary.app.as('nurse', { facilityId: dispensary.facilityId });
  });

  afterAll(() => dispensary.close());

  function adjust(lines: object[], locationId = dispensary.locationId): Promise<Answer> {
    return pharmacist.post('/stock-adjustments', { locationId, reason: 'Broken ampoule', lines });
  }

  it('takes out and puts in, with the reason in the ledger', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const made = await adjust([{ lotId, quantity: -3 }]);
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ status: 'posted', allowedActions: ['reverse'] })]);
    expect((await pharmacist.get(`/stock-adjustments/${made.body['id']}`)).body).toEqual(made.body);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 7 });
    const { body } = await pharmacist.get(`/stock-movements?lotId=${lotId}&limit=1`);
    expect(body['items'][0]).toMatchObject({ kind: 'adjustment', quantity: -3, reason: 'Broken ampoule', balance: 7, entry: 2 });
  });

  it('does all lines or none, and says what is short', async () => {
    const [full, empty] = [await dispensary.stocked(10), await dispensary.stocked(1)];
    const refused = await adjust([
      { lotId: full.lotId, quantity: -1 },
      { lotId: empty.lotId, quantity: -2 },
    ]);
    expect([refused.status, refused.body['code']]).toEqual([409, 'insufficient-stock']);
    expect(refused.body['shortages']).toEqual([{ line: 1, medicationId: empty.medicationId, requested: 2, available: 1 }]);
    expect(await dispensary.stockOf(full.medicationId)).toMatchObject({ onHand: 10 });
    expect((await adjust([{ lotId: full.lotId, quantity: 0 }])).body['code']).toBe('empty-adjustment');
    expect((await adjust([{ lotId: ABSENT, quantity: 1 }])).status).toBe(404);
    expect((await adjust([{ lotId: full.lotId, quantity: 1 }], ABSENT)).status).toBe(404);
    expect((await adjust([])).status).toBe(400);
  });

  it('gives the last unit to one of forty', async () => {
    const { medicationId, lotId } = await dispensary.stocked(1);
    const answers = await Promise.all(Array.from({ length: 40 }, () => adjust([{ lotId, quantity: -1 }])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'insufficient-stock')).toHaveLength(39);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 0 });
  });

  it('takes no lot of another facility', async () => {
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const { lotId } = await elsewhere.stocked(1);
    expect((await adjust([{ lotId, quantity: 1 }])).status).toBe(404);
    const made = await elsewhere.pharmacist.post('/stock-adjustments', {
      locationId: elsewhere.locationId,
      reason: 'Found',
      lines: [{ lotId, quantity: 1 }],
    });
    const local = await dispensary.app.as('pharmacist', { facilityId: dispensary.facilityId });
    const { id } = made.body;
    expect((await local.get(`/stock-adjustments/${id}`)).status).toBe(404);
    for (const action of ['witness', 'cancel', 'reverse']) {
      expect((await local.post(`/stock-adjustments/${id}/${action}`, action === 'reverse' ? { reason: 'x' } : {})).status).toBe(404);
    }
  });

  it('is reversed once, by the opposite', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const { id } = (await adjust([{ lotId, quantity: -3 }])).body;
    const reverse = (): Promise<Answer> => pharmacist.post(`/stock-adjustments/${id}/reverse`, { reason: 'Wrong lot' });
    const answers = await Promise.all(Array.from({ length: 8 }, reverse));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(422)]);
    const { body } = answers.find(({ status }) => status === 201)!;
    expect(body).toMatchObject({ reverses: id, lines: [{ lotId, quantity: 3 }], allowedActions: [] });
    expect((await reverse()).body['code']).toBe('already-reversed');
    expect((await pharmacist.get(`/stock-adjustments/${id}`)).body).toMatchObject({ reversedBy: body['id'], allowedActions: [] });
    expect((await pharmacist.post(`/stock-adjustments/${body['id']}/reverse`, { reason: 'x' })).status).toBe(409);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
    const found = (await adjust([{ lotId, quantity: 5 }])).body['id'];
    await adjust([{ lotId, quantity: -14 }]);
    const short = await pharmacist.post(`/stock-adjustments/${found}/reverse`, { reason: 'Not found after all' });
    expect(short.body['code']).toBe('insufficient-stock');
  });

  it('of a controlled drug waits for another person and stands in the register', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled: true });
    const { id, ...made } = (await adjust([{ lotId, quantity: -1 }])).body;
    expect(made).toMatchObject({ status: 'awaiting-witness', allowedActions: ['cancel'] });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
    const own = await pharmacist.post(`/stock-adjustments/${id}/witness`);
    expect([own.status, own.body['code']]).toEqual([422, 'witness-is-actor']);
    const witnessed = await nurse.post(`/stock-adjustments/${id}/witness`, {}, { 'if-match': '"1"' });
    expect(witnessed.body).toMatchObject({ status: 'posted', witnessedBy: nurse.userId, version: 2 });
    expect((await nurse.post(`/stock-adjustments/${id}/witness`)).status).toBe(409);
    const register = await nurse.get(`/controlled-register?medicationId=${medicationId}&locationId=${dispensary.locationId}`);
    expect(register.body['items']).toEqual([
      expect.objectContaining({ entry: 2, quantity: -1, balance: 9, actor: pharmacist.userId, witness: nurse.userId, lotNumber: 'A1' }),
      expect.objectContaining({ entry: 1, quantity: 10, balance: 10 }),
    ]);
    const path = `/controlled-register?medicationId=${medicationId}&locationId=${dispensary.locationId}&limit=1`;
    const next = await nurse.get(`${path}&cursor=${(await nurse.get(path)).body['nextCursor']}`);
    expect(next.body['items']).toEqual([expect.objectContaining({ entry: 1 })]);
  });

  it('of a controlled drug can be taken back while it waits, but not posted then', async () => {
    const { lotId } = await dispensary.stocked(10, { controlled: true });
    const { id } = (await adjust([{ lotId, quantity: -1 }])).body;
    expect((await pharmacist.post(`/stock-adjustments/${id}/cancel`)).body['status']).toBe('cancelled');
    expect((await nurse.post(`/stock-adjustments/${id}/witness`)).status).toBe(409);
    expect((await pharmacist.post(`/stock-adjustments/${id}/cancel`, {}, { 'if-match': '"1"' })).status).toBe(412);
    const short = (await adjust([{ lotId, quantity: -11 }])).body['id'];
    expect((await nurse.post(`/stock-adjustments/${short}/witness`)).body['code']).toBe('insufficient-stock');
  });

  it('leaves a register only of controlled drugs, where they are', async () => {
    const { medicationId } = await dispensary.stocked(1);
    const path = `/controlled-register?medicationId=${medicationId}&locationId=${dispensary.locationId}`;
    expect((await pharmacist.get(path)).status).toBe(404);
    expect((await pharmacist.get('/controlled-register')).status).toBe(400);
    const controlled = await dispensary.stocked(1, { controlled: true });
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const local = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    expect((await local.get(`/controlled-register?medicationId=${controlled.medicationId}&locationId=${dispensary.locationId}`)).status).toBe(404);
  });
});
