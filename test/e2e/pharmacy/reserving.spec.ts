import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExpireReservations } from '../../../src/pharmacy/application/expire-reservations.js';
import type { Answer, Api } from '../../harness/api.js';
import { Counter, type Prescribed } from './counter.js';
import { INGREDIENTS } from './medicines.js';
import { alertOf } from './ward.js';

describe('stock that is held for a dispense', () => {
  let counter: Counter;
  let colleague: Api;
  let nurse: Api;

  beforeAll(async () => {
    counter = await Counter.open();
    [colleague, nurse] = [await counter.colleague('pharmacist'), await counter.colleague('nurse')];
  });

  afterAll(async () => {
    expect(await counter.misreserved()).toEqual([]);
    expect(await counter.dispensary.disagreements()).toEqual([]);
    await counter.close();
  });

  function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return counter.practice.app.database.query<Row>(text, values);
  }

  /** A medicine with stock, prescribed to somebody. */
  async function prescribed(quantity = 10, changes: object = {}): Promise<Prescribed & { lotId: string }> {
    const medicationId = await counter.medication('paracetamol', changes);
    const [lotId] = await counter.shelve(medicationId, ['A', '2099-01-31', quantity]);
    return { ...(await counter.prescribed(medicationId)), lotId: lotId! };
  }

  function reserve(of: Prescribed, quantity: number): Promise<Answer> {
    return counter.dispense(of, quantity, { reserveOnly: true });
  }

  function act({ body }: Answer, action: string, sent: object = {}, by = counter.pharmacist): Promise<Answer> {
    return by.post(`/dispenses/${body['id']}/${action}`, sent);
  }

  async function overdue({ body }: Answer): Promise<void> {
    await query(`update pharmacy.dispenses set reserved_until = now() - interval '1 minute' where id = $1`, [body['id']]);
  }

  it('is given to nobody else, is verified, and is given out', async () => {
    const of = await prescribed(10);
    const held = await reserve(of, 7);

    expect(held).toMatchObject({ status: 201, body: { status: 'reserved', lines: [{ draws: [{ lotNumber: 'A', quantity: 7 }] }] } });
    expect(held.body['allowedActions']).toEqual(['verify', 'complete', 'cancel', 'decline']);
    expect(Temporal.Instant.from(held.body['reservedUntil']).since(held.body['requestedAt']).total('hours')).toBeCloseTo(24, 3);
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 10, reserved: 7, usable: 3 });
    expect((await counter.pharmacist.get(`/dispenses/${held.body['id']}`)).body).toEqual(held.body);
    const other = await counter.prescribed(of.medicationId);
    expect((await counter.dispense(other, 4)).body).toMatchObject({ code: 'insufficient-stock', shortages: [{ requested: 4, usable: 3 }] });

    expect((await act(held, 'verify', {}, nurse)).status).toBe(403);
    expect((await act(held, 'verify', {}, colleague)).body).toMatchObject({ status: 'reserved', verifiedBy: colleague.userId, version: 2 });
    const given = await act(held, 'complete');
    expect(given).toMatchObject({ status: 200, body: { status: 'completed', dispensedBy: counter.pharmacist.userId } });
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 3, reserved: 0 });
    expect(await act(held, 'complete')).toMatchObject({ status: 409, body: { code: 'invalid-transition', allowedActions: ['return'] } });
    expect((await counter.pharmacist.post(`/dispenses/${held.body['id']}/cancel`, {}, { 'if-match': '"1"' })).status).toBe(412);
    const points = await query('select point from pharmacy.safety_checks where prescription_id = $1 order by id', [of.prescriptionId]);
    expect(points.slice(2)).toEqual([{ point: 'dispense' }, { point: 'verify' }, { point: 'dispense' }]);
  });

  it('is free again when the dispense is given up or declined, with a reason', async () => {
    const of = await prescribed(10);
    const cancelled = await act(await reserve(of, 4), 'cancel', { reasonCode: 'not-collected', reason: 'Went home' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', reasonCode: 'not-collected', reason: 'Went home', allowedActions: [] });
    const held = await reserve(of, 10);
    expect((await act(held, 'decline', {})).status).toBe(400);
    expect((await act(held, 'decline', { reasonCode: 'clarification-needed' })).body).toMatchObject({ status: 'declined' });
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 10, reserved: 0, usable: 10 });
  });

  it('is held against the safety gate again at each step', async () => {
    const medicationId = await counter.medication('ibuprofen');
    await counter.shelve(medicationId, ['A', '2099-01-31', 10]);
    const held = await reserve(await counter.prescribed(medicationId), 5);
    await counter.ward.allergy(held.body['patientId'], INGREDIENTS.ibuprofen, 'low');

    const refused = await act(held, 'verify');
    expect(refused).toMatchObject({ status: 422, body: { code: 'safety-check-failed' } });
    expect((await act(held, 'complete')).body).toMatchObject({ code: 'safety-check-failed' });
    const overrides = [{ alertId: alertOf(refused, 'allergy')['id'], reason: 'Tolerated' }];
    expect((await act(held, 'verify', { overrides })).status).toBe(200);
    expect((await act(held, 'complete')).body).toMatchObject({ status: 'completed' });
  });

  it('is of no effect once its time is over, and is freed by the next who needs it, or by the clock', async () => {
    const of = await prescribed(10);
    const [one, two] = [await reserve(of, 6), await reserve(of, 4)];
    await overdue(one);
    for (const action of ['verify', 'complete']) expect((await act(one, action)).body).toMatchObject({ code: 'invalid-transition' });
    const other = await counter.prescribed(of.medicationId);
    expect((await counter.dispense(other, 6)).status).toBe(201);
    expect((await counter.pharmacist.get(`/dispenses/${one.body['id']}`)).body).toMatchObject({
      ...{ status: 'cancelled', reasonCode: 'reservation-ended' },
    });
    await overdue(two);
    await counter.practice.app.app.get(ExpireReservations, { strict: false }).execute();
    expect((await counter.pharmacist.get(`/dispenses/${two.body['id']}`)).body).toMatchObject({ status: 'cancelled' });
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 4, reserved: 0 });
    expect(await query(`select from access.audit_events where action = 'dispense.expire' and resource_id = $1`, [two.body['id']])).toHaveLength(1);
  });

  it('lasts as long as the facility says', async () => {
    const settings = `/facilities/${counter.practice.facilityId}/settings`;
    const { body } = await counter.ward.admin.get(`/facilities/${counter.practice.facilityId}`);
    expect((await counter.ward.admin.patch(settings, { pharmacy: { reservationHours: 2 } }, body['version'])).status).toBe(200);
    const held = await reserve(await prescribed(), 1);
    expect(Temporal.Instant.from(held.body['reservedUntil']).since(held.body['requestedAt']).total('hours')).toBeCloseTo(2, 3);
  });

  it('is taken of other lots where a lot became unusable meanwhile', async () => {
    const of = await prescribed(10);
    await counter.shelve(of.medicationId, ['B', '2099-02-28', 10]);
    const held = await reserve(of, 7);
    await query(`update pharmacy.lots set expires_on = '2020-01-31' where id = $1`, [of.lotId]);

    expect(Counter.drawn(await act(held, 'complete'))).toEqual([['B', 7]]);
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 13, reserved: 0, expired: 10 });
  });

  it('is released by a quarantine, which names whose it was; what lost it is reserved anew', async () => {
    const of = await prescribed(10);
    const held = await reserve(of, 7);
    const quarantined = await counter.pharmacist.post(`/lots/${of.lotId}/quarantine`, { reason: 'Seal broken' });

    expect(quarantined.body).toMatchObject({ status: 'quarantined', releasedDispenses: [held.body['id']] });
    const draft = await counter.pharmacist.get(`/dispenses/${held.body['id']}`);
    expect(draft.body).toMatchObject({ status: 'draft', lines: [{ draws: [] }], allowedActions: ['reserve', 'cancel', 'decline'] });
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 10, reserved: 0, usable: 0 });
    expect((await act(held, 'reserve')).body).toMatchObject({ code: 'insufficient-stock' });
    await counter.shelve(of.medicationId, ['B', '2099-02-28', 10]);
    expect(Counter.drawn(await act(held, 'reserve'))).toEqual([['B', 7]]);
    const told = await query<{ payload: object }>(`select payload from platform.outbox where type = $1 and aggregate_id = $2`, [
      'pharmacy.reservation-released.v1',
      held.body['id'],
    ]);
    expect(told).toMatchObject([{ payload: { patientId: of.patientId, cause: { kind: 'lot', id: of.lotId }, lots: [{ quantity: 7 }] } }]);
  });

  it('is released the newest first where a count or an adjustment finds less than is promised', async () => {
    const of = await prescribed(10);
    const [oldest, , newest] = [await reserve(of, 3), await reserve(of, 3), await reserve(of, 3)];
    const { locationId } = counter.dispensary;
    const adjust = (quantity: number) => {
      return counter.pharmacist.post('/stock-adjustments', { locationId, reason: 'Broken', lines: [{ lotId: of.lotId, quantity }] });
    };
    expect((await adjust(-2)).body).toMatchObject({ status: 'posted', releasedDispenses: [newest.body['id']] });
    const { body: count } = await counter.pharmacist.post('/stock-counts', { locationId, medicationIds: [of.medicationId], reason: 'x' });
    await counter.pharmacist.post(`/stock-counts/${count['id']}/enter`, { lines: [{ lotId: of.lotId, counted: 4 }] });
    const approved = await colleague.post(`/stock-counts/${count['id']}/approve`);
    expect(approved.body['releasedDispenses']).toHaveLength(1);
    expect(approved.body['releasedDispenses']).not.toContain(oldest.body['id']);
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 4, reserved: 3 });
    expect((await adjust(-5)).body).toMatchObject({ code: 'insufficient-stock' });
    expect((await act(oldest, 'complete')).body).toMatchObject({ status: 'completed' });
    const ward = await counter.dispensary.location(`Ward ${of.lotId}`);
    await reserve(of, 1);
    const transfer = { fromLocationId: locationId, toLocationId: ward, reason: 'x', lines: [{ lotId: of.lotId, quantity: 1 }] };
    expect((await counter.pharmacist.post('/stock-transfers', transfer)).body).toMatchObject({ code: 'insufficient-stock' });
  });

  it('waits for a witness with a controlled drug, who is somebody else, signed in as themselves', async () => {
    const of = await prescribed(10, { controlled: true });
    const waiting = await counter.dispense(of, 2);

    expect(waiting).toMatchObject({ status: 201, body: { status: 'awaiting-witness', controlled: true, allowedActions: ['cancel'] } });
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 10, reserved: 2 });
    expect(await act(waiting, 'witness')).toMatchObject({ status: 422, body: { code: 'witness-is-actor' } });
    const receptionist = await counter.colleague('receptionist');
    expect((await act(waiting, 'witness', {}, receptionist)).status).toBe(403);
    const given = await act(waiting, 'witness', {}, nurse);
    expect(given.body).toMatchObject({ status: 'completed', dispensedBy: counter.pharmacist.userId, witnessedBy: nurse.userId });
    const { body: register } = await nurse.get(
      `/controlled-register?medicationId=${of.medicationId}&locationId=${counter.dispensary.locationId}`,
    );
    expect(register['items'][0]).toMatchObject({
      ...{ kind: 'dispense', quantity: -2, balance: 8, lotNumber: 'A', actor: counter.pharmacist.userId, witness: nurse.userId },
    });
    const forged = query(`update pharmacy.dispenses set witnessed_by = dispensed_by where id = $1`, [given.body['id']]);
    await expect(forged).rejects.toMatchObject({ constraint: 'dispenses_witness' });
    const unwatched = query(`update pharmacy.dispenses set witnessed_by = null where id = $1`, [given.body['id']]);
    await expect(unwatched).rejects.toMatchObject({ constraint: 'dispenses_watched' });
  });

  it('leaves once however many witness it at the same moment, or cancel it', async () => {
    const of = await prescribed(10, { controlled: true });
    const held = await reserve(of, 3);
    expect((await act(held, 'complete')).body).toMatchObject({ status: 'awaiting-witness' });
    const others = [nurse, colleague, nurse, colleague, nurse, colleague];
    const witnessed = await Promise.all([...others.map((by) => act(held, 'witness', {}, by)), act(held, 'cancel'), act(held, 'cancel')]);

    expect(witnessed.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(witnessed.filter(({ status }) => status === 409)).toHaveLength(7);
    const { status } = witnessed.find((each) => each.status === 200)!.body;
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: status === 'completed' ? 7 : 10, reserved: 0 });
  });

  it('is promised to one of forty who ask for the last unit at the same moment', async () => {
    const of = await prescribed(1);
    const all = await Promise.all(Array.from({ length: 40 }, () => counter.prescribed(of.medicationId)));
    const answers = await Promise.all(all.map((each) => reserve(each, 1)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'insufficient-stock')).toHaveLength(39);
    expect(await counter.dispensary.stockOf(of.medicationId)).toMatchObject({ onHand: 1, reserved: 1 });
  });
});
