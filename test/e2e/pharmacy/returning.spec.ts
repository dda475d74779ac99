import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Counter, type Prescribed } from './counter.js';
import { line } from './ward.js';

describe('medicines that come back', () => {
  let counter: Counter;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(async () => {
    expect(await counter.misreserved()).toEqual([]);
    expect(await counter.dispensary.disagreements()).toEqual([]);
    await counter.close();
  });

  /** Seven units, three of lot A and four of lot B. */
  async function dispensed(changes: object = {}): Promise<Answer & { of: Prescribed; lots: string[] }> {
    const medicationId = await counter.medication('paracetamol', changes);
    const lots = await counter.shelve(medicationId, ['A', '2099-01-31', 3], ['B', '2099-02-28', 10]);
    const of = await counter.prescribed(medicationId, 7);
    return { ...(await counter.dispense(of, 7)), of, lots };
  }

  function bringBack({ body }: Answer, lines: readonly [quantity: number, condition: string, lotId?: string][]): Promise<Answer> {
    const dispenseLineId = body['lines'][0].id;
    const brought = lines.map(([quantity, condition, lotId]) => ({ dispenseLineId, quantity, condition, ...(lotId ? { lotId } : {}) }));
    return counter.pharmacist.post(`/dispenses/${body['id']}/return`, { lines: brought, reason: 'Discharged' });
  }

  async function lotsOf({ medicationId }: Prescribed): Promise<unknown[][]> {
    const { lots } = await counter.dispensary.stockOf(medicationId);
    return lots.map((lot: Record<string, unknown>) => [lot['lotNumber'], lot['part'], lot['status'], lot['onHand']]);
  }

  it('go to quarantine or with the damaged, never back to stock, and the prescription goes on', async () => {
    const given = await dispensed();
    const back = await bringBack(given, [[2, 'resaleable'], [1, 'damaged'], [1, 'resaleable', given.lots[0]]]);

    expect(back).toMatchObject({ status: 200, body: { status: 'completed', version: 2 } });
    const [returned] = back.body['returns'];
    expect(returned).toMatchObject({ status: 'posted', reason: 'Discharged', returnedTo: counter.pharmacist.userId, allowedActions: [] });
    expect(returned.lines.map((each: { lots: object[] }) => each.lots)).toEqual([
      [{ lotId: given.lots[1], quantity: 2 }],
      [{ lotId: given.lots[1], quantity: 1 }],
      [{ lotId: given.lots[0], quantity: 1 }],
    ]);
    expect(await lotsOf(given.of)).toEqual([
      ['A', 1, 'quarantined', 1],
      ['B', 0, 'available', 6],
      ['B', 1, 'quarantined', 2],
      ['B', 2, 'damaged', 1],
    ]);
    expect(await counter.dispensary.stockOf(given.of.medicationId)).toMatchObject({ onHand: 10, usable: 6 });
    const { body: prescription } = await counter.ward.doctor.get(`/prescriptions/${given.of.prescriptionId}`);
    expect(prescription).toMatchObject({ status: 'active', dispenseStatus: 'partial', lines: [{ dispensed: 3, remaining: 4 }] });
    const read = await counter.pharmacist.get(`/dispenses/${given.body['id']}`);
    expect(read.body).toMatchObject({ returns: back.body['returns'], lines: [{ draws: [{ returned: 1 }, { returned: 3 }] }] });
    expect((await bringBack(given, [[1, 'resaleable']])).status).toBe(200);
    expect(await lotsOf(given.of)).toContainEqual(['B', 1, 'quarantined', 3]);
  });

  it('are told, for whoever bills', async () => {
    const given = await dispensed();
    await bringBack(given, [[2, 'damaged']]);
    const rows = await counter.practice.app.database.query<{ payload: Record<string, unknown> }>(
      `select payload from platform.outbox where type = 'pharmacy.dispense-returned.v1' and aggregate_id = $1`,
      [given.body['id']],
    );
    const { prescriptionLineId, medicationId, patientId } = given.of;
    const about = { id: given.body['lines'][0].id, prescriptionLineId, medicationId, unit: 'tablet', quantity: 2, condition: 'damaged' };
    const told = { dispenseId: given.body['id'], patientId, lines: [{ ...about, lots: [{ lotId: given.lots[1] }] }] };
    expect(rows).toMatchObject([{ payload: told }]);
  });

  it('are at most what was dispensed and has not come back, also at the same moment', async () => {
    const given = await dispensed();
    expect(await bringBack(given, [[8, 'damaged']])).toMatchObject({ status: 422, body: { code: 'exceeds-dispensed', returnable: 7 } });
    expect(await bringBack(given, [[4, 'damaged', given.lots[0]]])).toMatchObject({ status: 422, body: { code: 'exceeds-dispensed' } });
    expect(await bringBack(given, [[4, 'damaged'], [4, 'resaleable']])).toMatchObject({ status: 422, body: { code: 'exceeds-dispensed' } });
    const foreign = { body: { id: given.body['id'], lines: [{ id: randomUUIDv7() }] } } as unknown as Answer;
    expect((await bringBack(foreign, [[1, 'damaged']])).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 10 }, () => bringBack(given, [[2, 'resaleable']])));
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken.length).toBeLessThanOrEqual(3);
    expect(answers.every(({ status }) => [200, 412, 422].includes(status))).toBe(true);
    const { draws } = (await counter.pharmacist.get(`/dispenses/${given.body['id']}`)).body['lines'][0];
    expect(draws[0].returned + draws[1].returned).toBe(2 * taken.length);
    const overdone = counter.practice.app.database.query('update pharmacy.dispense_draws set returned = quantity + 1 where lot_id = $1', [
      given.lots[0],
    ]);
    await expect(overdone).rejects.toMatchObject({ constraint: 'dispense_draws_not_over_returned' });
  });

  it('come only of what was given out', async () => {
    const medicationId = await counter.medication();
    await counter.shelve(medicationId, ['A', '2099-01-31', 3]);
    const held = await counter.dispense(await counter.prescribed(medicationId), 2, { reserveOnly: true });
    expect(await bringBack(held, [[1, 'resaleable']])).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
  });

  it('need a witness where the drug is controlled, and can be called off until then', async () => {
    const nurse = await counter.colleague('nurse');
    const medicationId = await counter.medication('paracetamol', { controlled: true });
    await counter.shelve(medicationId, ['A', '2099-01-31', 5]);
    const of = await counter.prescribed(medicationId);
    const given = await counter.dispense(of, 3);
    await nurse.post(`/dispenses/${given.body['id']}/witness`);
    const path = (answer: Answer) => `/dispenses/${given.body['id']}/returns/${answer.body['returns'].at(-1).id}`;

    const waiting = await bringBack(given, [[3, 'resaleable']]);
    expect(waiting.body['returns']).toMatchObject([{ status: 'awaiting-witness', allowedActions: ['cancel'] }]);
    expect(await bringBack(given, [[1, 'resaleable']])).toMatchObject({ body: { code: 'exceeds-dispensed', returnable: 0 } });
    expect((await counter.pharmacist.post(`${path(waiting)}/witness`)).body).toMatchObject({ code: 'witness-is-actor' });
    expect((await counter.pharmacist.post(`${path(waiting)}/cancel`)).body['returns']).toMatchObject([{ status: 'cancelled' }]);
    const again = await bringBack(given, [[2, 'resaleable']]);
    expect(await counter.dispensary.stockOf(medicationId)).toMatchObject({ onHand: 2 });
    const seen = await nurse.post(`${path(again)}/witness`);
    expect(seen.body['returns']).toMatchObject([{}, { status: 'posted', witnessedBy: nurse.userId }]);
    expect((await nurse.post(`${path(again)}/witness`)).body).toMatchObject({ code: 'invalid-transition' });
    const { body } = await nurse.get(`/controlled-register?medicationId=${medicationId}&locationId=${counter.dispensary.locationId}`);
    expect(body['items'].slice(0, 2)).toMatchObject([
      { kind: 'return', quantity: 2, balance: 4, actor: counter.pharmacist.userId, witness: nurse.userId },
      { kind: 'dispense', quantity: -3, balance: 2 },
    ]);
  });

  it('are under recall with their batch, before and after', async () => {
    const given = await dispensed();
    await bringBack(given, [[1, 'resaleable', given.lots[0]]]);
    await counter.pharmacist.post(`/lots/${given.lots[0]}/recall`, { reason: 'Contaminated' });
    expect(await lotsOf(given.of)).toContainEqual(['A', 1, 'recalled', 1]);
    await bringBack(given, [[1, 'resaleable', given.lots[0]]]);
    expect(await lotsOf(given.of)).toContainEqual(['A', 1, 'recalled', 2]);
  });

  it('of a controlled drug wait for the recall of their batch with it, so that nobody gets of them meanwhile', async () => {
    const other = await counter.colleague('pharmacist');
    const medicationId = await counter.medication('paracetamol', { controlled: true });
    const [lotId] = await counter.shelve(medicationId, ['A', '2099-01-31', 5]);
    const given = await counter.dispense(await counter.prescribed(medicationId), 3);
    await other.post(`/dispenses/${given.body['id']}/witness`);
    const back = await bringBack(given, [[2, 'resaleable']]);
    await other.post(`/dispenses/${given.body['id']}/returns/${back.body['returns'][0].id}/witness`);
    const { lots } = await counter.dispensary.stockOf(medicationId);
    const partId = lots.find(({ part }: { part: number }) => part === 1).lotId;
    await counter.pharmacist.post(`/lots/${partId}/release`, { reason: 'Unopened' });
    await other.post(`/lots/${partId}/witness`);
    const usable = async (): Promise<number> => (await counter.dispensary.stockOf(medicationId)).usable;
    expect(await usable()).toBe(4);

    await counter.pharmacist.post(`/lots/${lotId}/recall`, { reason: 'Contaminated' });
    expect(await usable()).toBe(0);
    expect((await counter.pharmacist.post(`/lots/${partId}/withdraw`)).status).toBe(200);
    expect(await usable()).toBe(4);
    await counter.pharmacist.post(`/lots/${lotId}/recall`, { reason: 'Contaminated' });
    await other.post(`/lots/${partId}/witness`);
    expect(await lotsOf({ medicationId } as Prescribed)).toEqual([
      ['A', 0, 'recalled', 2],
      ['A', 1, 'recalled', 2],
    ]);
  });

  it('leave the prescription complete where the same medicine was prescribed anew', async () => {
    const given = await dispensed();
    const { patientId, medicationId, prescriptionId } = given.of;
    const { body: draft } = await counter.ward.write(patientId, [line(medicationId)]);
    const { body: refused } = await counter.ward.sign(draft['id']);
    const overrides = refused['alerts'].map(({ id }: { id: string }) => ({ alertId: id, reason: 'Anew' }));
    expect((await counter.ward.sign(draft['id'], overrides)).status).toBe(200);
    const text = 'update pharmacy.prescription_lines set parallel = false where prescription_id = $1';
    await counter.practice.app.database.query(text, [draft['id']]);

    expect((await bringBack(given, [[2, 'resaleable']])).status).toBe(200);
    const { body } = await counter.ward.doctor.get(`/prescriptions/${prescriptionId}`);
    expect(body).toMatchObject({ status: 'completed', lines: [{ dispensed: 5, remaining: 2 }] });
  });
});
