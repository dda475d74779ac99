import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';

describe('transfers and counts', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let colleague: Api;
  let nurse: Api;
  let ward: string;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    ({ pharmacist } = dispensary);
    colleague = await dispensary.app.as('pharmacist', { facilityId: dispensary.facilityId });
    nurse = await dispensary.app.as('nurse', { facilityId: dispensary.facilityId });
    ward = await dispensary.location('Ward 3');
  });

  afterAll(() => dispensary.close());

  function dispatch(lines: object[], changes: object = {}): Promise<Answer> {
    const body = { fromLocationId: dispensary.locationId, toLocationId: ward, reason: 'Ward runs low', lines };
    return pharmacist.post('/stock-transfers', { ...body, ...changes });
  }

  function count(medicationId: string): Promise<Answer> {
    return pharmacist.post('/stock-counts', { locationId: dispensary.locationId, medicationIds: [medicationId], reason: 'Weekly' });
  }

  it('take stock from one location to another, at neither in between', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const sent = await dispatch([{ lotId, quantity: 4 }]);
    expect([sent.status, sent.body['status'], sent.body['allowedActions']]).toEqual([201, 'dispatched', ['receive', 'cancel']]);
    expect((await pharmacist.get(`/stock-transfers/${sent.body['id']}`)).body).toEqual(sent.body);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 6 });
    expect(await dispensary.stockOf(medicationId, ward)).toBeUndefined();
    const path = `/stock-transfers/${sent.body['id']}/receive`;
    const short = { lines: [{ lotId, quantity: 3 }] };
    expect((await pharmacist.post(path, short)).body['code']).toBe('variance-needs-reason');
    expect((await pharmacist.post(path, { lines: [{ lotId: ABSENT, quantity: 3 }] })).body['code']).toBe('invalid-transfer');
    const received = await pharmacist.post(path, { ...short, reason: 'One broken' }, { 'if-match': '"1"' });
    expect(received.body).toMatchObject({ status: 'received', varianceReason: 'One broken', lines: [{ quantity: 4, received: 3 }] });
    expect(await dispensary.stockOf(medicationId, ward)).toMatchObject({ onHand: 3 });
    const { body } = await pharmacist.get(`/stock-movements?locationId=${ward}&lotId=${lotId}`);
    expect(body['items'].map(({ kind, quantity }: Answer['body']) => [kind, quantity]).sort()).toEqual([
      ['transfer-in', 4],
      ['transfer-variance', -1],
    ]);
    expect((await pharmacist.post(path)).status).toBe(409);
    const listed = await pharmacist.get(`/stock-transfers?locationId=${ward}&status=received`);
    expect(listed.body['items']).toEqual([received.body]);
  });

  it('need stock, another location and one facility', async () => {
    const { lotId } = await dispensary.stocked(1);
    expect((await dispatch([{ lotId, quantity: 2 }])).body['code']).toBe('insufficient-stock');
    expect((await dispatch([{ lotId, quantity: 1 }], { toLocationId: dispensary.locationId })).body['code']).toBe('invalid-transfer');
    expect((await dispatch([{ lotId, quantity: 1 }], { toLocationId: ABSENT })).status).toBe(404);
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    expect((await dispatch([{ lotId, quantity: 1 }], { toLocationId: elsewhere.locationId })).status).toBe(404);
    const sent = (await dispatch([{ lotId, quantity: 1 }])).body['id'];
    const opened = (await count((await dispensary.stocked(1)).medicationId)).body['id'];
    const local = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    expect((await local.get(`/stock-transfers/${sent}`)).status).toBe(404);
    expect((await local.post(`/stock-transfers/${sent}/receive`)).status).toBe(404);
    expect((await local.get(`/stock-counts/${opened}`)).status).toBe(404);
    expect((await local.post(`/stock-counts/${opened}/approve`)).status).toBe(404);
  });

  it('are received or called off once, however many try', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const { id } = (await dispatch([{ lotId, quantity: 4 }])).body;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        at % 2 === 0 ? pharmacist.post(`/stock-transfers/${id}/receive`) : colleague.post(`/stock-transfers/${id}/cancel`, { reason: 'x' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
    const there = await dispensary.stockOf(medicationId, ward);
    expect((await dispensary.stockOf(medicationId))['onHand'] + (there?.['onHand'] ?? 0)).toBe(10);
    expect(await dispensary.disagreements()).toEqual([]);
  });

  it('of controlled drugs leave before a witness and are received by another person', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled: true });
    const { id, ...waiting } = (await dispatch([{ lotId, quantity: 4 }])).body;
    expect(waiting).toMatchObject({ status: 'awaiting-witness', allowedActions: ['cancel'] });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
    expect((await pharmacist.post(`/stock-transfers/${id}/witness`)).body['code']).toBe('witness-is-actor');
    expect((await nurse.post(`/stock-transfers/${id}/witness`)).body).toMatchObject({ status: 'dispatched', witnessedBy: nurse.userId });
    expect((await nurse.post(`/stock-transfers/${id}/witness`)).status).toBe(409);
    expect((await pharmacist.post(`/stock-transfers/${id}/receive`)).body['code']).toBe('witness-is-actor');
    expect((await colleague.post(`/stock-transfers/${id}/receive`)).body).toMatchObject({ status: 'received' });
    const register = await nurse.get(`/controlled-register?medicationId=${medicationId}&locationId=${ward}`);
    expect(register.body['items']).toEqual([
      expect.objectContaining({ quantity: 4, balance: 4, actor: colleague.userId, witness: pharmacist.userId }),
    ]);
    const short = (await dispatch([{ lotId, quantity: 7 }])).body['id'];
    expect((await nurse.post(`/stock-transfers/${short}/witness`)).body['code']).toBe('insufficient-stock');
    expect((await pharmacist.post(`/stock-transfers/${short}/cancel`, { reason: 'x' })).body['status']).toBe('cancelled');
  });

  it('counts are blind, and what differs is posted when another person approves', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const opened = await count(medicationId);
    expect([opened.status, opened.body['lines']]).toEqual([201, [{ lotId }]]);
    const { id } = opened.body;
    expect((await pharmacist.get(`/stock-counts/${id}`)).body).toEqual(opened.body);
    await dispatch([{ lotId, quantity: 1 }]);
    expect((await pharmacist.post(`/stock-counts/${id}/enter`, { lines: [] })).body).toMatchObject({ code: 'count-incomplete', missing: [lotId] });
    const unknown = { lines: [{ lotId: ABSENT, counted: 1 }] };
    expect((await pharmacist.post(`/stock-counts/${id}/enter`, unknown)).status).toBe(404);
    const entered = await pharmacist.post(`/stock-counts/${id}/enter`, { lines: [{ lotId, counted: 7 }] });
    expect(entered.body).toMatchObject({ status: 'counted', lines: [{ snapshot: 10, expected: 9, counted: 7, variance: -2 }] });
    expect(entered.body['allowedActions']).toEqual(['recount', 'cancel']);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 9 });
    const own = await pharmacist.post(`/stock-counts/${id}/approve`);
    expect([own.status, own.body['code']]).toEqual([422, 'approver-is-counter']);
    const answers = await Promise.all(Array.from({ length: 8 }, () => colleague.post(`/stock-counts/${id}/approve`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 7 });
    const { body } = await pharmacist.get(`/stock-movements?lotId=${lotId}&limit=1`);
    expect(body['items'][0]).toMatchObject({ kind: 'count', quantity: -2, actor: pharmacist.userId, witness: colleague.userId });
  });

  it('counts are done again or called off', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const { id } = (await count(medicationId)).body;
    expect((await colleague.post(`/stock-counts/${id}/recount`)).status).toBe(409);
    await pharmacist.post(`/stock-counts/${id}/enter`, { lines: [{ lotId, counted: 1 }] });
    expect((await colleague.post(`/stock-counts/${id}/recount`)).body).toMatchObject({ status: 'open', lines: [{ lotId }] });
    await pharmacist.post(`/stock-counts/${id}/enter`, { lines: [{ lotId, counted: 1 }] });
    await dispatch([{ lotId, quantity: 5 }]);
    expect((await colleague.post(`/stock-counts/${id}/approve`)).body['code']).toBe('insufficient-stock');
    expect((await pharmacist.post(`/stock-counts/${id}/cancel`, {}, { 'if-match': '"1"' })).status).toBe(412);
    expect((await pharmacist.post(`/stock-counts/${id}/cancel`)).body['status']).toBe('cancelled');
    expect((await pharmacist.post(`/stock-counts/${id}/cancel`)).status).toBe(409);
    expect((await pharmacist.post('/stock-counts', { locationId: ABSENT, reason: 'x' })).status).toBe(404);
  });
});
