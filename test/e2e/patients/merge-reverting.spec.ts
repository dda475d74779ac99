import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { Counter } from '../pharmacy/counter.js';
import { INGREDIENTS } from '../pharmacy/medicines.js';
import { naming, TwoRecords } from './two-records.js';

describe('reverting a merge', () => {
  let counter: Counter;
  let admin: Api;

  beforeAll(async () => {
    counter = await Counter.open();
    admin = counter.ward.admin;
  });

  afterAll(() => counter.close());

  async function patientOf(path: string): Promise<string> {
    return (await admin.get(path)).body['patientId'];
  }

  it('gives back what was moved, with what belongs to it', async () => {
    const both = await TwoRecords.at(counter);
    await both.fill();
    const before = await naming(both.app, both.mergedId);
    const merged = await both.merge();
    expect(await naming(both.app, both.mergedId)).toEqual([]);

    const { status, body } = await both.revert(merged.body['id']);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'reverted', version: 2, moved: merged.body['moved'] });
    expect(await naming(both.app, both.mergedId)).toEqual(before);
    expect(await naming(both.app, both.survivorId)).toEqual([]);
    expect((await admin.get(`/patients/${both.mergedId}`)).body).not.toHaveProperty('mergedInto');
    expect(await patientOf(`/appointments/${both.made['appointment']}`)).toBe(both.mergedId);
    expect((await both.owner!.get(`/patients/${both.mergedId}`)).status).toBe(200);
    expect((await both.book(both.mergedId, 1_200)).status).toBe(201);
    const patients = await both.app.database.query<{ patient_id: string }>(
      `select patient_id from access.audit_events where resource_id = $1 and action = 'patient-merge.revert' order by patient_id`,
      [merged.body['id']],
    );
    expect(patients.map((row) => row.patient_id)).toEqual([both.mergedId, both.survivorId].sort());
    const events = await both.app.database.query<{ type: string }>(
      'select type from platform.outbox where aggregate_id = $1 order by type',
      [merged.body['id']],
    );
    expect(events.map(({ type }) => type)).toEqual(['patients.patient-merge-reverted.v1', 'patients.patients-merged.v1']);
  });

  it('leaves with the survivor what was theirs and what came after', async () => {
    const both = await TwoRecords.at(counter);
    const own = (await both.book(both.survivorId, 600)).body['id'];
    const moved = (await both.book(both.mergedId, 700)).body['id'];
    const merged = await both.merge();
    const late = (await both.book(both.survivorId, 800)).body['id'];
    await both.revert(merged.body['id']);
    const patients = await Promise.all([own, moved, late].map((id) => patientOf(`/appointments/${id}`)));
    expect(patients).toEqual([both.survivorId, both.mergedId, both.survivorId]);
  });

  it('takes the time of an appointment along that was moved to another time after the merge', async () => {
    const both = await TwoRecords.at(counter);
    const { id } = (await both.book(both.mergedId, 700)).body;
    const merged = await both.merge();
    expect((await both.practice.act(id, 'reschedule', { start: both.practice.inMinutes(900) })).status).toBe(200);
    await both.revert(merged.body['id']);
    expect(await naming(both.app, both.survivorId)).toEqual([]);
    expect((await both.book(both.mergedId, 900)).body['code']).toBe('patient-busy');
  });

  it('goes the way back through merges into each other, the last one first', async () => {
    const [one, two] = [await TwoRecords.at(counter), await TwoRecords.at(counter)];
    await counter.ward.allergy(one.mergedId, INGREDIENTS.ibuprofen);
    const first = (await one.merge()).body['id'];
    const second = (await admin.post('/patient-merges', { survivorId: two.survivorId, mergedId: one.survivorId })).body['id'];
    const leadsTo = async (id: string): Promise<string | undefined> => (await admin.get(`/patients/${id}`)).body['mergedInto'];
    expect(await leadsTo(one.mergedId)).toBe(two.survivorId);

    const early = await one.revert(first);
    expect([early.status, early.body['code']]).toEqual([409, 'later-merge-stands']);
    expect((await one.revert(second)).status).toBe(200);
    expect(await leadsTo(one.mergedId)).toBe(one.survivorId);
    expect((await one.revert(first)).status).toBe(200);
    expect((await admin.get(`/patients/${one.mergedId}/allergies`)).body['items']).toHaveLength(1);
    expect((await one.revert(first)).body['code']).toBe('merge-reverted');
  });

  it('waits until a box is given out that was begun for the survivor', async () => {
    const both = await TwoRecords.at(counter);
    const medicationId = await counter.medication('paracetamol');
    const prescribed = await counter.prescribed(medicationId, 21, both.mergedId);
    await counter.shelve(medicationId, ['A1', '2099-12-31', 50]);
    const merged = await both.merge();
    await counter.dispense(prescribed, 5, { reserveOnly: true });
    const { status, body } = await both.revert(merged.body['id']);
    expect([status, body['code'], body['obstacles']]).toEqual([409, 'merge-conflict', ['dispense-in-progress']]);
  });

  it('is refused from another version than the current one, and for no merge', async () => {
    const both = await TwoRecords.at(counter);
    const { id } = (await both.merge()).body;
    expect((await admin.post(`/patient-merges/${id}/revert`, {}, { 'if-match': '"7"' })).body['code']).toBe('stale-version');
    expect((await both.revert(both.mergedId)).status).toBe(404);
  });

  it('can be followed by another merge of the same two, the other way round', async () => {
    const both = await TwoRecords.at(counter);
    await both.revert((await both.merge()).body['id']);
    const other = await admin.post('/patient-merges', { survivorId: both.mergedId, mergedId: both.survivorId });
    expect(other.status).toBe(201);
  });
});
