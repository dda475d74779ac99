import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';

const LINE = { lotNumber: 'A1', expiresOn: '2099-06-30', quantity: 10 };

describe('stock locations', () => {
  let dispensary: Dispensary;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
  });

  afterAll(() => dispensary.close());

  it('are opened, listed by name and read', async () => {
    const { pharmacist, facilityId } = dispensary;
    const opened = await pharmacist.post('/stock-locations', { facilityId, name: 'Ward 3 cupboard' });
    expect([opened.status, opened.body]).toEqual([201, expect.objectContaining({ facilityId, name: 'Ward 3 cupboard', version: 1 })]);
    expect((await pharmacist.get(`/stock-locations/${opened.body['id']}`)).body).toEqual(opened.body);
    const listed = await pharmacist.get(`/stock-locations?facilityId=${facilityId}`);
    expect(listed.body['items'].map(({ name }: { name: string }) => name)).toEqual(['Main dispensary', 'Ward 3 cupboard']);
    const first = await pharmacist.get(`/stock-locations?facilityId=${facilityId}&limit=1`);
    const second = await pharmacist.get(`/stock-locations?facilityId=${facilityId}&limit=1&cursor=${first.body['nextCursor']}`);
    expect(second.body['items'][0].name).toBe('Ward 3 cupboard');
  });

  it('have one name each within a facility, and a facility that is there', async () => {
    const { pharmacist, facilityId } = dispensary;
    const again = await pharmacist.post('/stock-locations', { facilityId, name: 'MAIN dispensary' });
    expect([again.status, again.body['code']]).toEqual([409, 'stock-location-name-taken']);
    expect((await pharmacist.post('/stock-locations', { facilityId: ABSENT, name: 'X' })).status).toBe(404);
    expect((await pharmacist.get(`/stock-locations/${ABSENT}`)).status).toBe(404);
  });

  it('of another facility are absent', async () => {
    const { app, facilityId, locationId } = dispensary;
    const elsewhere = await Dispensary.open({ app });
    const local = await app.as('pharmacist', { facilityId: elsewhere.facilityId });
    expect((await local.get(`/stock-locations/${locationId}`)).status).toBe(404);
    expect((await local.post('/stock-locations', { facilityId, name: 'X' })).status).toBe(404);
    const medicationId = await elsewhere.medication();
    expect((await local.post('/stock-receipts', { locationId, lines: [{ medicationId, ...LINE }] })).status).toBe(404);
    await dispensary.receive([{ medicationId, ...LINE }]);
    expect((await local.get(`/stock?medicationId=${medicationId}`)).body['items']).toEqual([]);
    expect((await local.get(`/stock-movements?medicationId=${medicationId}`)).body['items']).toEqual([]);
  });
});

describe('receiving stock', () => {
  let dispensary: Dispensary;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
  });

  afterAll(() => dispensary.close());

  it('makes a lot, a balance and an entry in the ledger', async () => {
    const { pharmacist, locationId } = dispensary;
    const medicationId = await dispensary.medication();
    const cost = { amount: '1.25', currency: 'EUR' };
    const received = await dispensary.receive([{ medicationId, ...LINE, unitCost: cost }]);
    expect(received.status).toBe(201);
    const [{ lotId }] = received.body['lines'];
    expect(received.body).toMatchObject({ locationId, receivedBy: pharmacist.userId, lines: [{ medicationId, ...LINE, unitCost: cost }] });
    expect((await pharmacist.get(`/stock-receipts/${received.body['id']}`)).body).toEqual(received.body);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({
      onHand: 10,
      reserved: 0,
      usable: 10,
      expired: 0,
      lots: [{ lotId, lotNumber: 'A1', expiresOn: '2099-06-30', status: 'available', onHand: 10, usable: 10 }],
    });
    const ledger = await pharmacist.get(`/stock-movements?locationId=${locationId}&medicationId=${medicationId}`);
    expect(ledger.body['items']).toEqual([
      expect.objectContaining({
        lotId,
        lotNumber: 'A1',
        quantity: 10,
        kind: 'receipt',
        reference: { kind: 'stock-receipt', id: received.body['id'] },
        actor: pharmacist.userId,
        entry: 1,
        balance: 10,
      }),
    ]);
  });

  it('lets a known lot grow, at any location of the facility', async () => {
    const medicationId = await dispensary.medication();
    const first = await dispensary.receive([{ medicationId, ...LINE }]);
    const again = await dispensary.receive([
      { medicationId, ...LINE, quantity: 5 },
      { medicationId, ...LINE, quantity: 1 },
    ]);
    const ward = await dispensary.location('Ward 7');
    const there = await dispensary.receive([{ medicationId, ...LINE }], ward);
    const lots = [first, again, there].map(({ body }) => body['lines'][0].lotId);
    expect(new Set(lots).size).toBe(1);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 16 });
    expect(await dispensary.stockOf(medicationId, ward)).toMatchObject({ onHand: 10 });
  });

  it('refuses the same number with another expiry date, and then takes none of the lines', async () => {
    const [medicationId, other] = [await dispensary.medication(), await dispensary.medication()];
    await dispensary.receive([{ medicationId, ...LINE }]);
    const refused = await dispensary.receive([
      { medicationId: other, ...LINE },
      { medicationId, ...LINE, expiresOn: '2099-07-31' },
    ]);
    expect([refused.status, refused.body['code']]).toEqual([422, 'lot-mismatch']);
    expect(refused.body).toMatchObject({ expiresOn: '2099-06-30', errors: [{ pointer: '/lines/1/expiresOn' }] });
    expect(await dispensary.stockOf(other)).toBeUndefined();
    const within = await dispensary.receive([
      { medicationId: other, ...LINE },
      { medicationId: other, ...LINE, expiresOn: '2099-07-31' },
    ]);
    expect(within.body['code']).toBe('lot-mismatch');
  });

  it('needs a location, a medication and at least one unit', async () => {
    const medicationId = await dispensary.medication();
    expect((await dispensary.receive([{ medicationId: ABSENT, ...LINE }])).status).toBe(404);
    expect((await dispensary.receive([{ medicationId, ...LINE }], ABSENT)).status).toBe(404);
    expect((await dispensary.receive([{ medicationId, ...LINE, quantity: 0 }])).status).toBe(400);
    expect((await dispensary.receive([])).status).toBe(400);
    const costly = { medicationId, ...LINE, unitCost: { amount: '1.250', currency: 'EUR' } };
    expect((await dispensary.receive([costly])).body['code']).toBe('invalid-amount');
    expect((await dispensary.receive([{ ...costly, unitCost: { amount: '1', currency: 'eur' } }])).status).toBe(400);
    expect((await dispensary.pharmacist.get(`/stock-receipts/${ABSENT}`)).status).toBe(404);
  });

  it('is done once for one Idempotency-Key', async () => {
    const medicationId = await dispensary.medication();
    const send = (): Promise<unknown> => dispensary.receive([{ medicationId, ...LINE }], undefined, { 'idempotency-key': medicationId });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
  });

  it('merges what arrives of one lot at the same time', async () => {
    const medications = await Promise.all([dispensary.medication(), dispensary.medication(), dispensary.medication()]);
    const lines = medications.map((medicationId) => ({ medicationId, ...LINE, quantity: 1 }));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => dispensary.receive(at % 2 === 0 ? lines : lines.toReversed())),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
    for (const medicationId of medications) {
      const { onHand, lots } = await dispensary.stockOf(medicationId);
      expect([onHand, lots.length]).toEqual([40, 1]);
    }
    expect(await dispensary.disagreements()).toEqual([]);
  });

  it('takes one of two expiry dates that are told at the same time', async () => {
    const medicationId = await dispensary.medication();
    const dates = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? '2099-01-31' : '2099-02-28'));
    const answers = await Promise.all(dates.map((expiresOn) => dispensary.receive([{ medicationId, ...LINE, expiresOn, quantity: 1 }])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ body }) => body['code'] === 'lot-mismatch')).toHaveLength(10);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10 });
  });

  it('counts as usable up to the last day, as the facility’s calendar has it', async () => {
    const medicationId = await dispensary.medication();
    const today = Temporal.Now.plainDateISO('Europe/Berlin');
    await dispensary.receive([
      { medicationId, lotNumber: 'gone', expiresOn: today.subtract({ days: 1 }).toString(), quantity: 7 },
      { medicationId, lotNumber: 'last', expiresOn: today.toString(), quantity: 2 },
    ]);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 9, usable: 2, expired: 7 });
  });

  it('shows the ledger page by page, the latest first', async () => {
    const { medicationId } = await dispensary.stocked(1);
    for (const quantity of [2, 3]) await dispensary.receive([{ medicationId, lotNumber: 'B', expiresOn: '2099-01-01', quantity }]);
    const first = await dispensary.pharmacist.get(`/stock-movements?medicationId=${medicationId}&limit=2`);
    const rest = await dispensary.pharmacist.get(`/stock-movements?medicationId=${medicationId}&cursor=${first.body['nextCursor']}`);
    const quantities = [...first.body['items'], ...rest.body['items']].map(({ quantity }: { quantity: number }) => quantity);
    expect(quantities).toEqual([3, 2, 1]);
    const stock = await dispensary.pharmacist.get('/stock?limit=1');
    expect((await dispensary.pharmacist.get(`/stock?limit=1&cursor=${stock.body['nextCursor']}`)).body['items']).toHaveLength(1);
  });

  it('is for pharmacists', async () => {
    const receptionist = await dispensary.app.as('receptionist');
    expect((await receptionist.get('/stock')).status).toBe(403);
  });
});
