import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Dispensary } from './dispensary.js';

const EXPLAINED = { cause: 'unrecorded-issue', explanation: 'Given at night and not booked' };

describe('a count of a controlled drug that disagrees with the books', () => {
  let dispensary: Dispensary;
  let counter: Api;
  let colleague: Api;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    counter = dispensary.pharmacist;
    colleague = await dispensary.app.as('pharmacist', { facilityId: dispensary.facilityId });
  });

  afterAll(() => dispensary.close());

  async function openCount(medicationId: string): Promise<string> {
    const body = { locationId: dispensary.locationId, medicationIds: [medicationId], reason: 'Weekly' };
    return (await counter.post('/stock-counts', body)).body['id'];
  }

  /** A count of ten with what was found. */
  async function counted(found: number, { controlled = true } = {}): Promise<{ countId: string; lotId: string; medicationId: string }> {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled });
    const countId = await openCount(medicationId);
    await enter(countId, lotId, found);
    return { countId, lotId, medicationId };
  }

  function enter(countId: string, lotId: string, found: number, by = counter): Promise<Answer> {
    return by.post(`/stock-counts/${countId}/enter`, { lines: [{ lotId, counted: found }] });
  }

  async function discrepanciesOf(medicationId: string): Promise<Answer['body'][]> {
    return (await counter.get(`/stock-discrepancies?medicationId=${medicationId}`)).body['items'];
  }

  async function discrepancyOf(medicationId: string): Promise<Answer['body']> {
    const [discrepancy] = await discrepanciesOf(medicationId);
    return discrepancy!;
  }

  it('opens a discrepancy, which is told', async () => {
    const { countId, lotId, medicationId } = await counted(8);
    const { facilityId, locationId } = dispensary;
    const discrepancy = await discrepancyOf(medicationId);
    expect(discrepancy).toMatchObject({
      ...{ facilityId, locationId, medicationId, lotId, lotNumber: 'A1', countId, status: 'open', openedBy: counter.userId },
      ...{ expected: 10, counted: 8, variance: -2, allowedActions: [], version: 1 },
    });
    const path = `/stock-discrepancies/${discrepancy['id']}`;
    expect((await colleague.get(path)).body).toEqual({ ...discrepancy, allowedActions: ['close'] });
    const rows = await dispensary.app.database.query<{ payload: object }>(
      "select payload from platform.outbox where type = 'pharmacy.stock-discrepancy-opened.v1' and aggregate_id = $1",
      [discrepancy['id']],
    );
    expect(rows).toEqual([{ payload: { discrepancyId: discrepancy['id'], facilityId, locationId, medicationId, lotId, countId } }]);
  });

  it('opens none where it agrees, or for what is not controlled', async () => {
    expect(await discrepanciesOf((await counted(10)).medicationId)).toEqual([]);
    expect(await discrepanciesOf((await counted(3, { controlled: false })).medicationId)).toEqual([]);
  });

  it('opens one for a lot that was found where the books have none', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled: true });
    const ward = await dispensary.location('Ward safe');
    const count = await counter.post('/stock-counts', { locationId: ward, reason: 'Weekly' });
    await enter(count.body['id'], lotId, 1);
    expect(await discrepanciesOf(medicationId)).toMatchObject([{ locationId: ward, expected: 0, counted: 1, variance: 1 }]);
  });

  it('is closed with a cause and an explanation by somebody who did not count, however many try', async () => {
    const { medicationId } = await counted(8);
    const path = `/stock-discrepancies/${(await discrepancyOf(medicationId))['id']}/close`;
    const own = await counter.post(path, EXPLAINED);
    expect([own.status, own.body['code']]).toEqual([422, 'closer-is-counter']);
    expect((await colleague.post(path, { ...EXPLAINED, cause: 'who knows' })).status).toBe(400);
    expect((await colleague.post(path, { cause: 'theft' })).status).toBe(400);
    expect((await colleague.post(path, EXPLAINED, { 'if-match': '"7"' })).status).toBe(412);
    const nurse = await dispensary.app.as('nurse', { facilityId: dispensary.facilityId });
    expect((await nurse.post(path, EXPLAINED)).status).toBe(403);
    const answers = await Promise.all(Array.from({ length: 8 }, () => colleague.post(path, EXPLAINED, { 'if-match': '"1"' })));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((status) => status === 409 || status === 412)).toBe(true);
    expect((await colleague.post(path, EXPLAINED)).body['code']).toBe('invalid-transition');
    const closed = await discrepancyOf(medicationId);
    expect(closed).toMatchObject({ ...EXPLAINED, status: 'closed', closedBy: colleague.userId, closedAt: expect.any(String), version: 2 });
  });

  it('keeps every figure when it is done again, and stays to be explained though it agrees then', async () => {
    const { countId, lotId, medicationId } = await counted(8);
    await colleague.post(`/stock-counts/${countId}/recount`);
    await enter(countId, lotId, 10, colleague);
    const discrepancy = await discrepancyOf(medicationId);
    expect(discrepancy).toMatchObject({ status: 'open', variance: 0, openedBy: counter.userId, allowedActions: [] });
    expect(discrepancy['figures']).toMatchObject([
      { expected: 10, counted: 8, countedBy: counter.userId },
      { expected: 10, counted: 10, countedBy: colleague.userId },
    ]);
    const path = `/stock-discrepancies/${discrepancy['id']}/close`;
    expect((await colleague.post(path, EXPLAINED)).body['code']).toBe('closer-is-counter');
    const third = await dispensary.app.as('pharmacist', { facilityId: dispensary.facilityId });
    expect((await third.post(path, { cause: 'miscount', explanation: 'One box behind the other' })).status).toBe(200);
  });

  it('opens another where it is done again after the first was explained, and disagrees still', async () => {
    const { countId, lotId, medicationId } = await counted(8);
    await colleague.post(`/stock-discrepancies/${(await discrepancyOf(medicationId))['id']}/close`, EXPLAINED);
    await colleague.post(`/stock-counts/${countId}/recount`);
    await enter(countId, lotId, 7);
    expect((await discrepanciesOf(medicationId)).map(({ status, counted: found }) => [status, found])).toEqual([
      ['open', 7],
      ['closed', 8],
    ]);
  });

  it('stays to be explained when the count is called off', async () => {
    const { countId, medicationId } = await counted(8);
    await counter.post(`/stock-counts/${countId}/cancel`);
    expect(await discrepancyOf(medicationId)).toMatchObject({ status: 'open' });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
  });

  it('opens one however many enter it at once', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled: true });
    const countId = await openCount(medicationId);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => enter(countId, lotId, at)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(await discrepanciesOf(medicationId)).toHaveLength(1);
  });

  it('corrects stock and the register when it is approved, whatever becomes of the discrepancy', async () => {
    const { countId, medicationId } = await counted(8);
    expect((await colleague.post(`/stock-counts/${countId}/approve`)).status).toBe(200);
    const register = await counter.get(`/controlled-register?medicationId=${medicationId}&locationId=${dispensary.locationId}`);
    expect(register.body['items'][0]).toMatchObject({ kind: 'count', quantity: -2, balance: 8, witness: colleague.userId });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 8 });
    expect(await dispensary.disagreements()).toEqual([]);
    const { id } = await discrepancyOf(medicationId);
    expect((await colleague.post(`/stock-discrepancies/${id}/close`, EXPLAINED)).body).toMatchObject({ status: 'closed' });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 8 });
  });

  it('is listed by status and place, page by page, to those of the facility', async () => {
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const local = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    const { medicationId } = await counted(1);
    const { id } = await discrepancyOf(medicationId);
    expect((await local.get('/stock-discrepancies')).body['items']).toEqual([]);
    expect((await local.get(`/stock-discrepancies/${id}`)).status).toBe(404);
    expect((await local.post(`/stock-discrepancies/${id}/close`, EXPLAINED)).status).toBe(404);
    const list = `/stock-discrepancies?status=open&locationId=${dispensary.locationId}&limit=1`;
    const first = await counter.get(list);
    expect(first.body['items']).toMatchObject([{ id }]);
    const next = await counter.get(`${list}&cursor=${first.body['nextCursor']}`);
    expect(next.body['items'][0]['id'] < id).toBe(true);
    expect((await counter.get(`${list}&medicationId=${elsewhere.locationId}`)).body['items']).toEqual([]);
  });

  it('can neither be rewritten nor closed by who counted behind the product’s back', async () => {
    const { medicationId } = await counted(8);
    const { id } = await discrepancyOf(medicationId);
    const { database } = dispensary.app;
    const close = `update pharmacy.stock_discrepancies set status = 'closed', cause = 'loss', explanation = 'x', closed_at = now(),
      closed_by = $2 where id = $1`;
    await expect(database.query(close, [id, counter.userId])).rejects.toThrow('stock_discrepancies_closer');
    await database.query(close, [id, colleague.userId]);
    await expect(database.query(close, [id, 'somebody'])).rejects.toThrow('stays as it is');
    await expect(database.query('delete from pharmacy.stock_discrepancies where id = $1', [id])).rejects.toThrow('none is deleted');
  });
});
