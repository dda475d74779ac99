import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { ExpireLots } from '../../../src/pharmacy/application/expire-lots.js';
import type { Api } from '../../harness/api.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';

const REASON = { reason: 'Seal broken' };

describe('lots', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let nurse: Api;
  let clock: FixedClock;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant());
    dispensary = await Dispensary.open({ clock });
    ({ pharmacist } = dispensary);
    nurse = await dispensary.app.as('nurse', { facilityId: dispensary.facilityId });
  });

  afterAll(() => dispensary.close());

  it('in quarantine are on hand and not usable, and come back by release', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const held = await pharmacist.post(`/lots/${lotId}/quarantine`, REASON, { 'if-match': '"1"' });
    expect([held.status, held.body['status'], held.body['version']]).toEqual([200, 'quarantined', 2]);
    expect(held.body['history']).toEqual([expect.objectContaining({ action: 'quarantine', actor: pharmacist.userId, ...REASON })]);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10, usable: 0 });
    expect((await pharmacist.post(`/lots/${lotId}/release`, REASON, { 'if-match': '"1"' })).status).toBe(412);
    const released = await pharmacist.post(`/lots/${lotId}/release`, REASON);
    expect((await pharmacist.get(`/lots/${lotId}`)).body).toEqual(released.body);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ usable: 10 });
    const again = await pharmacist.post(`/lots/${lotId}/release`, REASON);
    expect([again.status, again.body['code'], again.body['from']]).toEqual([409, 'invalid-transition', 'available']);
  });

  it('are recalled, reinstated into quarantine, and declared damaged', async () => {
    const { lotId } = await dispensary.stocked(1);
    const status = async (action: string): Promise<string> => (await pharmacist.post(`/lots/${lotId}/${action}`, REASON)).body['status'];
    expect(await status('recall')).toBe('recalled');
    expect(await status('reinstate')).toBe('quarantined');
    expect(await status('damage')).toBe('damaged');
    for (const action of ['quarantine', 'recall', 'reinstate', 'damage', 'withdraw']) {
      expect((await pharmacist.post(`/lots/${lotId}/${action}`, REASON)).status).toBe(409);
    }
  });

  it('are destroyed before another person, everywhere at once', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10);
    const ward = await dispensary.location('Ward to be emptied');
    await dispensary.receive([{ medicationId, lotNumber: 'A1', expiresOn: '2099-12-31', quantity: 3 }], ward);
    await pharmacist.post(`/lots/${lotId}/damage`, REASON);
    const waiting = await pharmacist.post(`/lots/${lotId}/destroy`, { reason: 'Burnt' });
    expect(waiting.body).toMatchObject({ status: 'damaged', pending: { action: 'destroy', status: 'awaiting-witness' } });
    expect(waiting.body['allowedActions']).toEqual(['withdraw']);
    const own = await pharmacist.post(`/lots/${lotId}/witness`);
    expect([own.status, own.body['code']]).toEqual([422, 'witness-is-actor']);
    const witnessed = await nurse.post(`/lots/${lotId}/witness`);
    expect(witnessed.body).toMatchObject({ status: 'destroyed', allowedActions: [] });
    expect((await nurse.post(`/lots/${lotId}/witness`)).status).toBe(409);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 0 });
    const ledger = await pharmacist.get(`/stock-movements?medicationId=${medicationId}&limit=2`);
    expect(ledger.body['items']).toEqual([
      expect.objectContaining({ kind: 'destruction', witness: nurse.userId, actor: pharmacist.userId, reason: 'Burnt' }),
      expect.objectContaining({ kind: 'destruction' }),
    ]);
    expect(await dispensary.disagreements()).toEqual([]);
  });

  it('of controlled drugs wait for a witness, and nothing of them is usable meanwhile', async () => {
    const { medicationId, lotId } = await dispensary.stocked(10, { controlled: true });
    expect((await pharmacist.post(`/lots/${lotId}/quarantine`, REASON)).body).toMatchObject({ status: 'available' });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ onHand: 10, usable: 0 });
    expect((await pharmacist.post(`/lots/${lotId}/recall`, REASON)).status).toBe(409);
    expect((await pharmacist.post(`/lots/${lotId}/withdraw`)).body).toMatchObject({ status: 'available', history: [] });
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ usable: 10 });
  });

  it('are witnessed once, however many try', async () => {
    const { lotId } = await dispensary.stocked(10, { controlled: true });
    await pharmacist.post(`/lots/${lotId}/recall`, REASON);
    const answers = await Promise.all(Array.from({ length: 12 }, () => nurse.post(`/lots/${lotId}/witness`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
    expect((await pharmacist.get(`/lots/${lotId}`)).body['history']).toHaveLength(1);
  });

  it('expire when their last day is over at the facility, by a job', async () => {
    const today = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    const { medicationId, lotId } = await dispensary.stocked(4, { expiresOn: today.toString() });
    const expire = dispensary.app.app.get(ExpireLots);
    const midnight = today.add({ days: 1 }).toZonedDateTime('Europe/Berlin').toInstant();
    clock.moveTo(midnight.subtract({ seconds: 1 }));
    await expire.execute();
    expect((await pharmacist.get(`/lots/${lotId}`)).body['status']).toBe('available');
    clock.moveTo(midnight);
    expect(await dispensary.stockOf(medicationId)).toMatchObject({ usable: 0, expired: 4 });
    await Promise.all([expire.execute(), expire.execute(), expire.execute()]);
    const { body } = await pharmacist.get(`/lots/${lotId}`);
    expect([body['status'], body['history'].length, body['history'][0].actor]).toEqual(['expired', 1, 'pharmacy.lots']);
    const audited = await dispensary.app.database.query(`select from access.audit_events where action = 'lot.expire' and resource_id = $1`, [lotId]);
    expect(audited).toHaveLength(1);
  });

  it('of nothing, or of another facility, are absent', async () => {
    const { lotId } = await dispensary.stocked(1);
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const local = await dispensary.app.as('pharmacist', { facilityId: elsewhere.facilityId });
    expect((await local.get(`/lots/${lotId}`)).status).toBe(404);
    expect((await local.post(`/lots/${lotId}/recall`, REASON)).status).toBe(404);
    expect((await local.post(`/lots/${lotId}/witness`)).status).toBe(404);
    expect((await local.post(`/lots/${lotId}/withdraw`)).status).toBe(404);
    expect((await pharmacist.get(`/lots/${ABSENT}`)).status).toBe(404);
    expect((await pharmacist.post(`/lots/${lotId}/recall`)).status).toBe(400);
    expect((await nurse.post(`/lots/${lotId}/recall`, REASON)).status).toBe(403);
  });
});
