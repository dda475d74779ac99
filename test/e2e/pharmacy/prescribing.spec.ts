import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INGREDIENTS, SNOMED } from './medicines.js';
import { alertOf, kindsOf, line, Ward } from './ward.js';

describe('prescribing', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
    await ward.learn();
  });

  afterAll(() => ward.practice.close());

  it('writes a draft, signs it, and shows what the patient takes', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    const draft = await ward.write(patientId, [line(medicationId, { note: 'With food' })]);

    expect(draft).toMatchObject({ status: 201, body: { status: 'draft', dispenseStatus: 'none', version: 1 } });
    expect(draft.body['allowedActions']).toEqual(['sign', 'cancel', 'void']);
    expect(kindsOf(draft)).toEqual(['not-covered']);
    const signed = await ward.sign(draft.body['id']);

    expect(signed).toMatchObject({ status: 200, body: { status: 'active', signedBy: ward.doctor.userId, version: 2 } });
    expect(signed.body['knowledgeBase']).toEqual({ name: 'aceso-sample', version: '2026-11', date: '2026-11-01' });
    expect((await ward.doctor.get(`/prescriptions/${draft.body['id']}`)).body).toEqual(signed.body);
    expect((await ward.doctor.get(`/patients/${patientId}/medications`)).body['items']).toMatchObject([
      { medicationId, status: 'active', dispensed: 0, remaining: 21 },
    ]);
    expect((await ward.doctor.get(`/prescriptions?patientId=${patientId}`)).body['items']).toEqual([signed.body]);
  });

  it('stops at an allergy until it is overridden, and a second clinician agrees where it may kill', async () => {
    const patientId = await ward.practice.patient();
    await ward.allergy(patientId, { system: SNOMED, code: '373270004', display: 'Penicillin' });
    const { body: draft } = await ward.write(patientId, [line(await ward.medication('amoxicillin'))]);
    const refused = await ward.sign(draft['id']);

    expect(refused).toMatchObject({ status: 422, body: { code: 'safety-check-failed' } });
    const alert = alertOf(refused, 'allergy');
    expect(alert).toMatchObject({ severity: 'contraindicated', blocking: true, overridable: true, needsSecondPerson: true });
    expect(alert['id']).toBe(alertOf({ ...refused, body: draft }, 'allergy')['id']);
    const override = { alertId: alert['id'], reason: 'Tolerated last year' };
    expect((await ward.sign(draft['id'], [override])).status).toBe(422);

    const approvals = `/prescriptions/${draft['id']}/override-approvals`;
    expect(await ward.doctor.post(approvals, override)).toMatchObject({ status: 422, body: { code: 'approver-is-prescriber' } });
    const second = await ward.practice.app.as('pharmacist');
    expect(await second.post(approvals, { ...override, alertId: 'allergy:x' })).toMatchObject({ body: { code: 'nothing-to-approve' } });
    expect((await second.post(approvals, override)).status).toBe(201);
    expect((await ward.sign(draft['id'])).status).toBe(422);
    const signed = await ward.sign(draft['id'], [override]);
    expect(signed).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(alertOf(signed, 'allergy')).toMatchObject({ overridden: true, approved: true });
  });

  it('finds interactions with what the patient takes, and within the prescription', async () => {
    const patientId = await ward.practice.patient();
    const [warfarin, ibuprofen] = [await ward.medication('warfarin'), await ward.medication('ibuprofen')];
    const together = await ward.write(patientId, [line(warfarin), line(ibuprofen)]);
    expect(alertOf(together, 'interaction')).toMatchObject({ severity: 'high', blocking: true, needsSecondPerson: false });

    await ward.prescribe(patientId, [line(warfarin)]);
    const { body: draft } = await ward.write(patientId, [line(ibuprofen)]);
    const refused = await ward.sign(draft['id']);
    expect(alertOf(refused, 'interaction')['explanation']).toContain('bleeding');
    const signed = await ward.sign(draft['id'], [{ alertId: alertOf(refused, 'interaction')['id'], reason: 'Two days only' }]);
    expect(signed.status).toBe(200);
  });

  it('finds doses over the most of a day, by the base and by the medication', async () => {
    const patientId = await ward.practice.patient();
    const paracetamol = await ward.medication('paracetamol');
    const over = await ward.write(patientId, [line(paracetamol, { frequency: { times: 1, per: 'hours', interval: 2 } })]);
    expect(alertOf(over, 'dose')['explanation']).toBe('6000 mg of Acetaminophen 500 mg in a day are over the most, 4000 mg.');
    const limited = await ward.medication('warfarin', { maxDailyDose: { quantity: 2, unit: 'tablet' } });
    expect(kindsOf(await ward.write(patientId, [line(limited)]))).toContain('dose');
  });

  it('lets only one of two signatures of one medicine count', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    const drafts = await Promise.all([1, 2, 3, 4].map(() => ward.write(patientId, [line(medicationId)])));
    const signed = await Promise.all(drafts.map(({ body }) => ward.sign(body['id'])));

    expect(signed.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    const loser = signed.find(({ status }) => status === 422)!;
    expect(alertOf(loser, 'duplicate-therapy')).toMatchObject({ blocking: true, overridable: true });
  });

  it('lets none of two interacting signatures overlook the other', async () => {
    const patientId = await ward.practice.patient();
    const drafts = [await ward.medication('warfarin'), await ward.medication('naproxen')].map((id) => ward.write(patientId, [line(id)]));
    const signed = await Promise.all((await Promise.all(drafts)).map(({ body }) => ward.sign(body['id'])));

    expect(signed.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('takes a line that is declared parallel beside another of the same medicine', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    await ward.prescribe(patientId, [line(medicationId)]);
    expect((await ward.prescribe(patientId, [line(medicationId, { parallel: true })]))['status']).toBe('active');
  });

  it('holds, resumes, stops, cancels and voids, line by line or all at once', async () => {
    const patientId = await ward.practice.patient();
    const [one, two] = [await ward.medication('paracetamol'), await ward.medication('amoxicillin')];
    const { id, lines } = await ward.prescribe(patientId, [line(one), line(two)]);
    const act = (path: string, body: object = {}) => ward.doctor.post(`/prescriptions/${id}/${path}`, body);

    expect((await act('hold')).body).toMatchObject({ status: 'on-hold' });
    expect(await act('hold')).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    expect((await act('resume')).body).toMatchObject({ status: 'active' });
    expect(await act('stop')).toMatchObject({ status: 422, body: { code: 'reason-required' } });
    expect((await act(`lines/${lines[0].id}/stop`, { reason: 'Rash' })).body).toMatchObject({
      status: 'active',
      lines: [{ status: 'stopped', reason: 'Rash' }, { status: 'active' }],
    });
    expect(await act('cancel')).toMatchObject({ status: 409 });
    expect((await act('void')).body).toMatchObject({ status: 'entered-in-error', allowedActions: [] });
    expect((await act('burn')).status).toBe(404);
    expect((await act(`lines/${randomUUIDv7()}/hold`)).status).toBe(404);
    const { body: draft } = await ward.write(patientId, [line(one)]);
    expect((await ward.doctor.post(`/prescriptions/${draft['id']}/cancel`)).body).toMatchObject({ status: 'cancelled' });
  });

  it('is revised by stopping the old and writing the new, and renewed beside it', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    const old = await ward.prescribe(patientId, [line(medicationId)]);
    const revised = await ward.doctor.post(`/prescriptions/${old['id']}/revise`, { reason: 'More', lines: [line(medicationId, { quantity: 42 })] });

    expect(revised).toMatchObject({ status: 201, body: { status: 'draft', replaces: old['id'], lines: [{ quantity: 42 }] } });
    const before = (await ward.doctor.get(`/prescriptions/${old['id']}`)).body;
    expect(before).toMatchObject({ status: 'stopped', replacedBy: revised.body['id'] });
    expect((await ward.sign(revised.body['id'])).status).toBe(200);
    const renewed = await ward.doctor.post(`/prescriptions/${revised.body['id']}/renew`);
    expect(renewed).toMatchObject({ status: 201, body: { status: 'draft', renewalOf: revised.body['id'], lines: [{ parallel: true }] } });
    expect((await ward.sign(renewed.body['id'])).status).toBe(200);
    expect((await ward.doctor.post(`/prescriptions/${old['id']}/revise`, { reason: 'x', lines: [line(medicationId)] })).status).toBe(409);
  });

  it('is signed by its prescriber, or by who may sign for others', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    const { body: draft } = await ward.write(patientId, [line(medicationId)]);
    const colleague = await ward.practice.app.as('doctor', { staffId: await ward.practice.doctor() });

    expect(await ward.sign(draft['id'], [], colleague)).toMatchObject({ status: 403, body: { code: 'not-the-prescriber' } });
    expect(await ward.sign(draft['id'], [], ward.admin)).toMatchObject({ status: 200, body: { signedBy: ward.admin.userId } });
    expect((await ward.doctor.post(`/prescriptions/${draft['id']}/sign`, {}, { 'if-match': '"1"' })).status).toBe(412);
    expect((await ward.sign(draft['id'])).body).toMatchObject({ code: 'invalid-transition' });
  });

  it('refuses a prescriber without a credential, a retired medication, the dead and the unknown', async () => {
    const patientId = await ward.practice.patient();
    const medicationId = await ward.medication('paracetamol');
    const staff = await ward.admin.post('/staff', {
      facilityId: ward.practice.facilityId,
      departmentId: ward.practice.departmentId,
      name: { given: ['Nora'], family: 'Licht' },
      role: 'doctor',
      specialties: [],
      contacts: [],
      employmentStart: '2020-01-01',
    });
    const write = (more: object, medicine = medicationId) => ward.write(patientId, [line(medicine)], more);

    expect(await write({ prescriberId: staff.body['id'] })).toMatchObject({ status: 422, body: { code: 'staff-not-credentialed' } });
    expect((await write({ prescriberId: randomUUIDv7() })).status).toBe(404);
    expect((await write({ patientId: randomUUIDv7() })).status).toBe(404);
    expect((await write({}, randomUUIDv7())).status).toBe(404);
    await ward.admin.post(`/medications/${medicationId}/retire`);
    expect(await write({})).toMatchObject({ status: 422, body: { code: 'medication-retired' } });
    await ward.practice.app.database.query(`update patients.patients set deceased_on = '2026-01-01' where id = $1`, [patientId]);
    expect(await write({})).toMatchObject({ status: 422, body: { code: 'patient-deceased' } });
  });

  it('is shown to the patient, and to no other', async () => {
    const [patientId, other] = await ward.practice.patients(2);
    const { id } = await ward.prescribe(patientId!, [line(await ward.medication('paracetamol'))]);
    const { app } = ward.practice;
    const [self, stranger] = [await app.as('patient', { patientId }), await app.as('patient', { patientId: other })];

    expect((await self.get(`/prescriptions/${id}`)).body).toMatchObject({ id, allowedActions: [] });
    expect((await self.get(`/patients/${patientId}/medications`)).body['items']).toHaveLength(1);
    expect((await self.get('/prescriptions')).body['items']).toHaveLength(1);
    expect((await stranger.get(`/prescriptions/${id}`)).status).toBe(404);
    expect((await stranger.get(`/patients/${patientId}/medications`)).status).toBe(404);
    expect((await stranger.get(`/prescriptions?patientId=${patientId}`)).status).toBe(404);
    expect((await stranger.get('/prescriptions')).body['items']).toEqual([]);
  });

  it('knows an allergy to the ingredient by its code alone', async () => {
    const patientId = await ward.practice.patient();
    await ward.allergy(patientId, INGREDIENTS.ibuprofen, 'low');
    const draft = await ward.write(patientId, [line(await ward.medication('naproxen'))]);
    expect(alertOf(draft, 'allergy')).toMatchObject({ severity: 'moderate' });
    expect(alertOf(draft, 'allergy')['explanation']).toContain('cross-reacts');
  });
});
