import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { ABSENT } from '../visibility/requests.js';
import { Counter } from './counter.js';
import { Dispensary } from './dispensary.js';
import { TERMS } from './watched-stock.js';

interface Held {
  medicationId: string;
  lotId: string;
}

const PRICE = { amount: '0.50', currency: 'EUR' };

describe('reorder suggestions', () => {
  let counter: Counter;
  let dispensary: Dispensary;

  beforeAll(async () => {
    counter = await Counter.open();
    ({ dispensary } = counter);
  });

  afterAll(() => counter.close());

  /** A day around today at the facility. */
  const day = (days: number): string => Temporal.Now.plainDateISO(counter.practice.timeZone).add({ days }).toString();

  /** What the ledger says of so many days ago; below 0 what went out. */
  async function happened(kind: string, { medicationId, lotId }: Held, quantity: number, daysAgo: number, at = dispensary): Promise<void> {
    await at.app.database.query(
      `insert into pharmacy.stock_movements (id, at, facility_id, location_id, lot_id, medication_id, quantity, kind, reference_kind,
         reference_id, actor, local_date)
       values ($1, now() - $2 * interval '1 day', $3, $4, $5, $6, $7, $8, 'test', $1, 'test', $9)`,
      [randomUUIDv7(), daysAgo, at.facilityId, at.locationId, lotId, medicationId, quantity, kind, day(-daysAgo)],
    );
  }

  async function rule(medicationId: string, terms: object = {}, locationId = dispensary.locationId): Promise<void> {
    const { status, body } = await counter.pharmacist.put('/stock-rules', { ...TERMS, locationId, medicationId, ...terms });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  async function suggested(medicationId: string, query = '', by = counter.pharmacist): Promise<Answer['body']> {
    const { body } = await by.get(`/reorder-suggestions?locationId=${dispensary.locationId}&limit=200${query}`);
    return body['items'].find((each: { medicationId: string }) => each.medicationId === medicationId);
  }

  it('reckon with what was given out, came back and was missing', async () => {
    const medicationId = await counter.medication();
    const [lotId = ''] = await counter.shelve(medicationId, ['A', '2099-01-31', 60]);
    await happened('dispense', { medicationId, lotId }, -20, 4);
    await happened('return', { medicationId, lotId }, 2, 3);
    await happened('adjustment', { medicationId, lotId }, -30, 2);
    await happened('dispense', { medicationId, lotId }, -1, 40);
    await counter.dispense(await counter.prescribed(medicationId), 5);
    const short = await counter.dispense(await counter.prescribed(medicationId), 13);
    expect(short.status).toBe(409);
    await rule(medicationId, { leadTimeDays: 0 });

    const { use, ...line } = await suggested(medicationId, '&windowDays=30');
    expect(use).toMatchObject({ windowDays: 30, dispensed: 25, returned: 2, unmet: 7, average: 1 });
    expect(line).toMatchObject({ usable: 6, expiringUnused: 0, onOrder: 0, available: 6 });
    expect(line).toMatchObject({ orderAt: 20, orderUpTo: 100, needed: 94, quantity: 94 });
    expect(line['explanation']).toContain('In 30 days 25 were given out, 2 came back and 7 were missing: 1 a day.');
    expect((await suggested(medicationId))['use']).toMatchObject({ windowDays: 90, dispensed: 26 });
  });

  it('keep a safety stock for the service level, and order early enough', async () => {
    const medicationId = await counter.medication();
    const [lotId = ''] = await counter.shelve(medicationId, ['A', '2099-01-31', 100]);
    for (const daysAgo of [0, 1, 2, 3, 4]) await happened('dispense', { medicationId, lotId }, -10, daysAgo);
    await rule(medicationId, { leadTimeDays: 9, serviceLevel: 99, targetLevel: 60 });
    const { use, ...line } = await suggested(medicationId, '&windowDays=10');
    expect(use).toMatchObject({ average: 5, standardDeviation: 5.2705 });
    // 2.3263 · 5.2705 · 3 = 36.78, and 9 days take 45.
    expect(line).toMatchObject({ z: 2.3263, safetyStock: 37, leadTimeDemand: 45, orderAt: 82, orderUpTo: 82, available: 50, quantity: 32 });
  });

  it('leave out what will expire unused, and keep to the budget at the last price', async () => {
    const medicationId = await counter.medication();
    const line = { medicationId, lotNumber: 'SOON', expiresOn: day(9), quantity: 60 };
    await dispensary.receive([{ ...line, unitCost: { amount: '9.00', currency: 'EUR' } }]);
    await dispensary.receive([{ ...line, lotNumber: 'LATE', expiresOn: '2099-12-31', quantity: 20, unitCost: PRICE }]);
    await rule(medicationId, { budgetCap: { amount: '30.40', currency: 'EUR' } });
    expect(await suggested(medicationId)).toMatchObject({
      ...{ usable: 80, expiringUnused: 60, available: 20, needed: 80, unitCost: PRICE },
      ...{ affordable: 60, quantity: 60, cost: { amount: '30.00', currency: 'EUR' } },
    });
    await rule(medicationId, { budgetCap: { amount: '30.40', currency: 'USD' } });
    const otherwise = await suggested(medicationId);
    expect([otherwise['affordable'], otherwise['quantity']]).toEqual([undefined, 80]);
  });

  it('move here what would expire at other places that the caller sees', async () => {
    const medicationId = await counter.medication();
    const [lotId = ''] = await counter.shelve(medicationId, ['A', '2099-01-31', 40]);
    await happened('dispense', { medicationId, lotId }, -40, 1);
    await rule(medicationId, { leadTimeDays: 0 });
    const ward = await dispensary.location('Ward that uses none');
    const moved = await dispensary.receive([{ medicationId, lotNumber: 'W', expiresOn: day(9), quantity: 15 }], ward);
    const elsewhere = await Dispensary.open({ app: dispensary.app, timeZone: counter.practice.timeZone });
    const foreign = await elsewhere.receive([{ medicationId, lotNumber: 'F', expiresOn: day(19), quantity: 50 }]);
    const [own, other] = [moved, foreign].map(({ body }) => body['lines'][0].lotId);

    const all = await suggested(medicationId, '&windowDays=20');
    expect(all['moves']).toEqual([
      { locationId: ward, facilityId: dispensary.facilityId, lotId: own, lotNumber: 'W', expiresOn: day(9), quantity: 15 },
      // Two a day: 40 in twenty days, of which 15 come from the ward.
      expect.objectContaining({ locationId: elsewhere.locationId, lotId: other, quantity: 25 }),
    ]);
    expect(all).toMatchObject({ needed: 100, moved: 40, quantity: 60 });

    const local = await counter.colleague('pharmacist');
    expect((await suggested(medicationId, '&windowDays=20', local))['moves']).toHaveLength(1);
    await happened('dispense', { medicationId, lotId: other }, -45, 1, elsewhere);
    expect((await suggested(medicationId, '&windowDays=20'))['moves']).toHaveLength(1);
  });

  it('are a line for each rule of a place within reach, by pages', async () => {
    const place = await dispensary.location('Ward of suggestions');
    const medications = [await counter.medication(), await counter.medication(), await counter.medication()].sort();
    for (const medicationId of medications) await rule(medicationId, {}, place);
    const path = `/reorder-suggestions?locationId=${place}&limit=2`;
    const first = await counter.pharmacist.get(path);
    const second = await counter.pharmacist.get(`${path}&cursor=${first.body['nextCursor']}`);
    const shown = [first, second].flatMap(({ body }) => body['items']).map((each: { medicationId: string }) => each.medicationId);
    expect([shown, second.body['nextCursor']]).toEqual([medications, null]);

    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const stranger = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    const clerk = await dispensary.app.as('billing-clerk');
    expect((await stranger.get(path)).status).toBe(404);
    expect((await clerk.get(path)).status).toBe(403);
    expect((await counter.pharmacist.get(`/reorder-suggestions?locationId=${ABSENT}`)).status).toBe(404);
    expect((await counter.pharmacist.get('/reorder-suggestions')).status).toBe(400);
    expect((await counter.pharmacist.get(`${path}&windowDays=1`)).status).toBe(400);
  });
});
