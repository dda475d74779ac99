import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Counter } from '../pharmacy/counter.js';
import { naming, TwoRecords } from './two-records.js';

describe('what has to be settled before a merge', () => {
  let counter: Counter;
  let both: TwoRecords;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(() => counter.close());

  async function expectRefused(...obstacles: string[]): Promise<void> {
    const { status, body } = await both.merge();
    expect([status, body['code'], body['obstacles']]).toEqual([409, 'merge-conflict', obstacles]);
    expect(await naming(both.app, both.mergedId)).not.toEqual([]);
    expect((await both.admin.get(`/patients/${both.mergedId}`)).body).not.toHaveProperty('mergedInto');
  }

  it('is a time held for each', async () => {
    both = await TwoRecords.at(counter);
    await both.book(both.survivorId, 600, { hold: true });
    const held = await both.book(both.mergedId, 700, { hold: true });
    await expectRefused('both-have-holds');
    await both.practice.act(held.body['id'], 'cancel', { reason: 'Twice' });
    expect((await both.merge()).status).toBe(201);
  });

  it('is an appointment of each at the same time', async () => {
    both = await TwoRecords.at(counter);
    await both.book(both.survivorId, 600);
    const other = await both.book(both.mergedId, 610);
    await expectRefused('overlapping-appointments');
    await both.practice.act(other.body['id'], 'cancel', { reason: 'Twice' });
    expect((await both.merge()).status).toBe(201);
  });

  it('is waiting for the same twice', async () => {
    both = await TwoRecords.at(counter);
    const { practice } = both;
    const waiting = { appointmentTypeId: await practice.type(), earliest: practice.date(0), latest: practice.date(9), priority: 'routine' };
    for (const patientId of [both.survivorId, both.mergedId]) await both.admin.post('/wait-list', { patientId, ...waiting });
    await expectRefused('both-wait-for-the-same');
  });

  it('is a box that is being filled for one of them', async () => {
    both = await TwoRecords.at(counter);
    const medicationId = await counter.medication('paracetamol');
    const prescribed = await counter.prescribed(medicationId, 21, both.mergedId);
    await counter.shelve(medicationId, ['A1', '2099-12-31', 50]);
    const reserved = await counter.dispense(prescribed, 5, { reserveOnly: true });
    expect(reserved.body['status']).toBe('reserved');
    await expectRefused('dispense-in-progress');
  });

  it('is a medicine that both take', async () => {
    both = await TwoRecords.at(counter);
    const medicationId = await counter.medication('paracetamol');
    await counter.prescribed(medicationId, 21, both.survivorId);
    const twice = await counter.prescribed(medicationId, 21, both.mergedId);
    await expectRefused('same-medicine-active');
    await counter.ward.doctor.post(`/prescriptions/${twice.prescriptionId}/stop`, { reason: 'Twice' });
    expect((await both.merge()).status).toBe(201);
  });

  it('is an account of each; all obstacles are named at once', async () => {
    both = await TwoRecords.at(counter);
    for (const patientId of [both.survivorId, both.mergedId]) await both.app.as('patient', { patientId });
    await expectRefused('both-have-accounts');
    for (const patientId of [both.survivorId, both.mergedId]) await both.book(patientId, 600);
    await expectRefused('both-have-accounts', 'overlapping-appointments');
  });

  it('is not a code or an emergency access of each, which stay as they are', async () => {
    both = await TwoRecords.at(counter);
    const doctor = await both.app.as('doctor');
    for (const patientId of [both.survivorId, both.mergedId]) {
      await both.admin.post(`/patients/${patientId}/invitations`);
      await doctor.post(`/patients/${patientId}/break-glass`, { reasonCode: 'emergency', reason: 'Brought in unconscious' });
    }
    const merged = await both.merge();
    expect([merged.status, merged.body['moved']]).toEqual([201, []]);
    expect(await naming(both.app, both.mergedId)).toEqual(['access.break_glass_accesses', 'access.patient_invitations']);
  });
});
