import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { newDepartment, newFacility } from '../staffing/staffing-records.js';
import { Counter } from './counter.js';

const NOW = '2026-11-22T12:00:00Z';

describe('the usage of medicines', () => {
  let counter: Counter;
  let clock: FixedClock;
  let analyst: Api;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Instant.from(NOW));
    counter = await Counter.open({ clock });
    analyst = await counter.colleague('analyst');
  });

  afterAll(() => counter.close());

  /** Gives out so much of a medicine at an instant. */
  async function given(at: string, medicationId: string, quantity: number, patient?: string): Promise<Answer['body']> {
    const of = await counter.prescribed(medicationId, 21, patient);
    clock.moveTo(at);
    const { status, body } = await counter.dispense(of, quantity);
    clock.moveTo(NOW);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return { ...body, patientId: of.patientId };
  }

  async function broughtBack(at: string, dispense: Answer['body'], quantity: number): Promise<Answer['body']> {
    clock.moveTo(at);
    const lines = [{ dispenseLineId: dispense['lines'][0].id, quantity, condition: 'resaleable' }];
    const { status, body } = await counter.pharmacist.post(`/dispenses/${dispense['id']}/return`, { lines, reason: 'Discharged' });
    clock.moveTo(NOW);
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body;
  }

  async function stocked(ingredient: 'paracetamol' | 'amoxicillin' = 'paracetamol', changes: object = {}): Promise<string> {
    const medicationId = await counter.medication(ingredient, changes);
    await counter.shelve(medicationId, ['LX1', '2099-12-31', 500]);
    return medicationId;
  }

  const usageAt = (query: string, by = analyst): Promise<Answer> =>
    by.get(`/medication-usage?facilityId=${counter.practice.facilityId}&${query}`);

  it('of a patient says what was given out and came back of each medicine, and when', async () => {
    const medicationId = await stocked();
    const first = await given('2026-11-03T08:00:00Z', medicationId, 10);
    const { patientId } = first;
    await broughtBack('2026-11-10T09:30:00Z', first, 4);
    await given('2026-11-12T08:00:00Z', await stocked('amoxicillin'), 5, patientId);
    const path = `/patients/${patientId}/medication-usage`;
    const { body } = await counter.pharmacist.get(path);
    expect(body['items']).toMatchObject([
      {
        ...{ medicationId, unit: 'tablet', dispensed: 10, returned: 4 },
        events: [
          { kind: 'dispensed', at: '2026-11-03T08:00:00Z', dispenseId: first['id'], quantity: 10 },
          { kind: 'returned', at: '2026-11-10T09:30:00Z', dispenseId: first['id'], quantity: 4 },
        ],
      },
      { dispensed: 5, returned: 0, events: [{ kind: 'dispensed', at: '2026-11-12T08:00:00Z', quantity: 5 }] },
    ]);
    const later = await counter.pharmacist.get(`${path}?from=2026-11-05&medicationId=${medicationId}`);
    expect(later.body['items']).toMatchObject([{ medicationId, dispensed: 0, returned: 4 }]);
    const page = await counter.pharmacist.get(`${path}?limit=1`);
    expect(page.body['items']).toEqual(body['items'].slice(0, 1));
    const next = await counter.pharmacist.get(`${path}?limit=1&cursor=${page.body['nextCursor']}`);
    expect([next.body['items'], next.body['nextCursor']]).toEqual([body['items'].slice(1), null]);
  });

  it('of a patient is shown to them and to whom their chart is open, with an audit row that names them', async () => {
    const { patientId } = await given('2026-11-03T08:00:00Z', await stocked(), 1);
    const path = `/patients/${patientId}/medication-usage`;
    const { id: elsewhere } = await newFacility(counter.ward.admin);
    const { app } = counter.practice;
    const stranger = await app.as('pharmacist', { facilityId: elsewhere as string });
    expect((await stranger.get(path)).status).toBe(404);
    expect((await analyst.get(path)).status).toBe(403);
    const patient = await app.as('patient', { patientId });
    expect((await patient.get(path)).body['items']).toMatchObject([{ dispensed: 1 }]);
    const other = await app.as('patient', { patientId: await counter.practice.patient() });
    expect((await other.get(path)).status).toBe(404);
    const requestId = `usage-${patientId}`;
    await counter.pharmacist.get(path, { 'x-request-id': requestId });
    const rows = await app.database.query('select action, patient_id from access.audit_events where request_id = $1', [requestId]);
    expect(rows).toEqual([{ action: 'medication-usage.list', patient_id: patientId }]);
  });

  it('is summed by medicine and department, that of the prescriber when the prescription was written', async () => {
    const { admin, prescriberId } = counter.ward;
    const { departmentId, facilityId } = counter.practice;
    const medicationId = await stocked();
    const first = await given('2026-11-03T08:00:00Z', medicationId, 10);
    await given('2026-11-04T08:00:00Z', medicationId, 7);
    await broughtBack('2026-11-05T08:00:00Z', first, 3);
    const { id: next } = await newDepartment(admin, facilityId);
    const { body: staff } = await admin.get(`/staff/${prescriberId}`);
    expect((await admin.patch(`/staff/${prescriberId}`, { departmentId: next }, staff['version'])).status).toBe(200);
    await given('2026-11-06T08:00:00Z', medicationId, 2);
    const { body: moved } = await admin.get(`/staff/${prescriberId}`);
    await admin.patch(`/staff/${prescriberId}`, { departmentId }, moved['version']);
    const own = { medicationId, facilityId, departmentId, dispensed: 17, returned: 3, dispenses: 2 };
    const others = { medicationId, facilityId, departmentId: next, dispensed: 2, returned: 0, dispenses: 1 };
    const all = (await usageAt(`medicationId=${medicationId}`)).body['items'];
    expect(all).toHaveLength(2);
    expect(all).toEqual(expect.arrayContaining([expect.objectContaining(own), expect.objectContaining(others)]));
    expect((await usageAt(`medicationId=${medicationId}&departmentId=${next}`)).body['items']).toMatchObject([others]);
    const page = await usageAt(`medicationId=${medicationId}&limit=1`);
    const rest = await usageAt(`medicationId=${medicationId}&limit=1&cursor=${page.body['nextCursor']}`);
    expect([...page.body['items'], ...rest.body['items']]).toEqual(all);
  });

  it('counts days of the facility, and what came back when it came back', async () => {
    const { timeZone } = counter.practice;
    const medicationId = await stocked();
    const midnight = Temporal.PlainDate.from('2026-11-10').toZonedDateTime(timeZone).toInstant();
    const before = await given(midnight.subtract({ seconds: 1 }).toString(), medicationId, 5);
    await given(midnight.toString(), medicationId, 2);
    await broughtBack('2026-11-15T12:00:00Z', before, 1);
    const on = async (from: string, to = from): Promise<unknown[]> => {
      const { items } = (await usageAt(`medicationId=${medicationId}&from=${from}&to=${to}`)).body;
      return items.map(({ dispensed, returned }: Answer['body']) => [dispensed, returned]);
    };
    expect(await on('2026-11-09')).toEqual([[5, 0]]);
    expect(await on('2026-11-10')).toEqual([[2, 0]]);
    expect(await on('2026-11-15')).toEqual([[0, 1]]);
    expect(await on('2026-11-09', '2026-11-15')).toEqual([[7, 1]]);
    expect(await on('2026-11-11', '2026-11-14')).toEqual([]);
    const reversed = await usageAt('from=2026-11-02&to=2026-11-01');
    expect([reversed.status, reversed.body['code']]).toEqual([422, 'invalid-date-range']);
    expect((await usageAt('from=2025-01-01&to=2026-11-01')).body['code']).toBe('invalid-date-range');
    expect((await usageAt('cursor=x')).status).toBe(400);
  });

  it('leaves out what was only held, cancelled, or waits for a witness', async () => {
    const medicationId = await stocked('paracetamol', { controlled: true });
    const of = await counter.prescribed(medicationId);
    const waiting = await counter.dispense(of, 6);
    expect(waiting.body['status']).toBe('awaiting-witness');
    const usage = async (): Promise<unknown> => (await usageAt(`medicationId=${medicationId}`)).body['items'];
    expect(await usage()).toEqual([]);
    const nurse = await counter.colleague('nurse');
    await nurse.post(`/dispenses/${waiting.body['id']}/witness`);
    const back = await broughtBack(NOW, waiting.body, 2);
    expect(back['returns']).toMatchObject([{ status: 'awaiting-witness' }]);
    expect(await usage()).toMatchObject([{ dispensed: 6, returned: 0 }]);
    await nurse.post(`/dispenses/${waiting.body['id']}/returns/${back['returns'][0].id}/witness`);
    expect(await usage()).toMatchObject([{ dispensed: 6, returned: 2 }]);
  });

  it('of another facility is nowhere', async () => {
    await given('2026-11-03T08:00:00Z', await stocked(), 1);
    const { id: elsewhere } = await newFacility(counter.ward.admin);
    const stranger = await counter.practice.app.as('analyst', { facilityId: elsewhere as string });
    expect((await usageAt('', stranger)).body['items']).toEqual([]);
    expect((await stranger.get('/medication-usage')).body['items']).toEqual([]);
    expect((await usageAt('', await counter.colleague('nurse'))).status).toBe(403);
  });
});
