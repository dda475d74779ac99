import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Counter } from './counter.js';
import { INGREDIENTS } from './medicines.js';
import { alertOf, line } from './ward.js';

describe('dispensing', () => {
  let counter: Counter;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(() => counter.close());

  function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return counter.practice.app.database.query<Row>(text, values);
  }

  it('takes what expires first, over several lots, and moves ledger, prescription and bill with it', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['C', '2099-03-31', 10], ['B', '2099-01-31', 4], ['A', '2099-01-31', 3], ['OLD', '2020-01-31', 50]);
    const of = await counter.prescribed(medicationId);
    const given = await counter.dispense(of, 9);

    expect(given).toMatchObject({ status: 201, body: { status: 'completed', controlled: false, patientId: of.patientId, version: 1 } });
    expect(given.headers.get('location')).toBe(`/api/v1/dispenses/${given.body['id']}`);
    expect(Counter.drawn(given)).toEqual([['A', 3, 'B', 4, 'C', 2]]);
    expect(given.body['allowedActions']).toEqual(['return']);
    expect((await counter.pharmacist.get(`/dispenses/${given.body['id']}`)).body).toEqual(given.body);
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 58, reserved: 0, usable: 8 });
    expect(await counter.dispensary.disagreements()).toEqual([]);
    const { body } = await counter.ward.doctor.get(`/prescriptions/${of.prescriptionId}`);
    expect(body).toMatchObject({ dispenseStatus: 'partial', lines: [{ dispensed: 9, remaining: 12 }] });
    const movements = await counter.pharmacist.get(`/stock-movements?medicationId=${medicationId}&limit=3`);
    const reference = { kind: 'dispense', id: given.body['id'] };
    const posted = { kind: 'dispense', reference, actor: counter.pharmacist.userId };
    expect(movements.body['items']).toMatchObject([posted, posted, posted]);
  });

  it('tells what there is to charge for, by ids alone', async () => {
    const medicationId = await counter.medication();
    const delivered = { medicationId, lotNumber: 'A', expiresOn: '2099-01-31', quantity: 5 };
    const cost = { amount: '0.12', currency: 'EUR' };
    for (const unitCost of [{ amount: '0.10', currency: 'EUR' }, cost]) await counter.dispensary.receive([{ ...delivered, unitCost }]);
    const of = await counter.prescribed(medicationId);
    const { body } = await counter.dispense(of, 7);
    const rows = await query<{ payload: object }>(`select payload from platform.outbox where type = $1 and aggregate_id = $2`, [
      'pharmacy.medication-dispensed.v1',
      body['id'],
    ]);

    const { id, draws } = body['lines'][0];
    expect(draws[0].unitCost).toEqual(cost);
    expect(rows.map(({ payload }) => payload)).toEqual([
      {
        dispenseId: body['id'],
        facilityId: counter.practice.facilityId,
        locationId: counter.dispensary.locationId,
        prescriptionId: of.prescriptionId,
        patientId: of.patientId,
        dispensedBy: counter.pharmacist.userId,
        dispensedAt: body['completedAt'],
        lines: [
          {
            ...{ id, prescriptionLineId: of.prescriptionLineId, medicationId, unit: 'tablet', quantity: 7 },
            lots: [{ lotId: draws[0].lotId, quantity: 7, unitCost: cost }],
          },
        ],
      },
    ]);
  });

  it('gives out all lines or none, names what is missing line by line, and keeps it for those who order', async () => {
    const [plenty, scarce] = [await counter.medication(), await counter.medication('amoxicillin')];
    await counter.shelve(plenty, ['A', '2099-01-31', 50]);
    await counter.shelve(scarce, ['A', '2099-01-31', 2], ['OLD', '2020-01-31', 50]);
    const patientId = await counter.practice.patient();
    const { id, lines } = await counter.ward.prescribe(patientId, [line(plenty), line(scarce)]);
    const wanted = lines.map((each: { id: string }) => ({ prescriptionLineId: each.id, quantity: 5 }));
    const { locationId } = counter.dispensary;
    const refused = await counter.pharmacist.post('/dispenses', { prescriptionId: id, locationId, lines: wanted });

    expect(refused).toMatchObject({ status: 409, body: { code: 'insufficient-stock' } });
    expect(refused.body['shortages']).toEqual([
      { line: 1, prescriptionLineId: lines[1].id, medicationId: scarce, requested: 5, usable: 2 },
    ]);
    expect(await counter.dispensary.stockOf(plenty)).toMatchObject({ onHand: 50, reserved: 0 });
    expect(await query('select location_id, quantity from pharmacy.unmet_demand where medication_id = $1', [scarce])).toEqual([
      { location_id: counter.dispensary.locationId, quantity: 3 },
    ]);
    expect((await counter.pharmacist.get(`/dispenses?prescriptionId=${id}`)).body['items']).toEqual([]);
  });

  it('never gives out more than is prescribed, nor what is not active', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['A', '2099-01-31', 100]);
    const of = await counter.prescribed(medicationId, 10);

    expect(await counter.dispense(of, 11)).toMatchObject({ status: 422, body: { code: 'exceeds-prescription', remaining: 10 } });
    const { prescriptionLineId } = of;
    const twice = { lines: [{ prescriptionLineId, quantity: 1 }, { prescriptionLineId, quantity: 1 }] };
    expect(await counter.dispense(of, 1, twice)).toMatchObject({ status: 422, body: { code: 'line-repeated' } });
    expect(await counter.dispense({ ...of, prescriptionLineId: randomUUIDv7() }, 1)).toMatchObject({ status: 404 });
    expect(await counter.dispense({ ...of, prescriptionId: randomUUIDv7() }, 1)).toMatchObject({ status: 404 });
    expect(await counter.dispense(of, 1, { locationId: randomUUIDv7() })).toMatchObject({ status: 404 });
    expect((await counter.dispense(of, 10)).status).toBe(201);
    expect(await counter.dispense(of, 1)).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    const voided = await counter.ward.doctor.post(`/prescriptions/${of.prescriptionId}/void`);
    expect(voided).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    const { body: draft } = await counter.ward.write(await counter.practice.patient(), [line(medicationId)]);
    const unsigned = { prescriptionId: draft['id'], prescriptionLineId: draft['lines'][0].id };
    expect(await counter.dispense(unsigned, 1)).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
  });

  it('asks the safety gate, which a pharmacist may set aside with a reason', async () => {
    const medicationId = await counter.medication('ibuprofen');
    await counter.shelve(medicationId, ['A', '2099-01-31', 100]);
    const of = await counter.prescribed(medicationId);
    await counter.ward.allergy(of.patientId, INGREDIENTS.ibuprofen, 'low');
    const refused = await counter.dispense(of, 1);

    expect(refused).toMatchObject({ status: 422, body: { code: 'safety-check-failed' } });
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 100, reserved: 0 });
    const overrides = [{ alertId: alertOf(refused, 'allergy')['id'], reason: 'Took it for years' }];
    const given = await counter.dispense(of, 1, { overrides });
    expect(given.status).toBe(201);
    expect(alertOf(given, 'allergy')).toMatchObject({ overridden: true });
    const checks = await query('select point from pharmacy.safety_checks where prescription_id = $1 order by id', [of.prescriptionId]);
    expect(checks).toEqual([{ point: 'write' }, { point: 'sign' }, { point: 'dispense' }]);
  });

  it('gives the last unit to one of forty who ask at the same moment, and says to the others that there is none', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['A', '2099-01-31', 1]);
    const prescribed = await Promise.all(Array.from({ length: 40 }, () => counter.prescribed(medicationId)));
    const answers = await Promise.all(prescribed.map((of) => counter.dispense(of, 1)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const losers = answers.filter(({ status }) => status === 409);
    expect(losers).toHaveLength(39);
    for (const { body } of losers) {
      expect(body).toMatchObject({ code: 'insufficient-stock', shortages: [{ medicationId, requested: 1, usable: 0 }] });
    }
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 0 });
    const unmet = 'select sum(quantity)::integer as n from pharmacy.unmet_demand where medication_id = $1';
    expect(await query(unmet, [medicationId])).toEqual([{ n: 39 }]);
    expect(await counter.dispensary.disagreements()).toEqual([]);
  });

  it('gives out a line once to forty who ask for all of it at the same moment', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['A', '2099-01-31', 1_000]);
    const of = await counter.prescribed(medicationId);
    const answers = await Promise.all(Array.from({ length: 40 }, () => counter.dispense(of, 21)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'invalid-transition')).toHaveLength(39);
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 979 });
  });

  it('answers the same request again without giving out again', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['A', '2099-01-31', 100]);
    const of = await counter.prescribed(medicationId);
    const { prescriptionId, prescriptionLineId } = of;
    const body = { prescriptionId, locationId: counter.dispensary.locationId, lines: [{ prescriptionLineId, quantity: 1 }] };
    const send = () => counter.pharmacist.post('/dispenses', body, { 'idempotency-key': `dispense-${prescriptionId}` });
    const [first, again] = [await send(), await send()];

    expect([again.status, again.headers.get('idempotency-replayed'), again.body['id']]).toEqual([201, 'true', first.body['id']]);
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 99 });
  });
});
