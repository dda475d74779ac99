import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Counter } from '../pharmacy/counter.js';
import { INGREDIENTS } from '../pharmacy/medicines.js';
import { kindsOf, line } from '../pharmacy/ward.js';
import { madeUpName, person } from './people.js';
import { naming, TwoRecords } from './two-records.js';

describe('merging two records of one patient', () => {
  let counter: Counter;
  let admin: Api;

  beforeAll(async () => {
    counter = await Counter.open();
    admin = counter.ward.admin;
  });

  afterAll(() => counter.close());

  const twice = (): Promise<TwoRecords> => TwoRecords.at(counter);
  const idsOf = ({ body }: Answer): string[] => (body['items'] as { id: string }[]).map(({ id }) => id);

  it('gives what was recorded of the one to the other, and says what', async () => {
    const both = await twice();
    await both.fill();

    const { status, body, headers } = await both.merge();
    expect(status).toBe(201);
    expect(body).toMatchObject({ survivorId: both.survivorId, mergedId: both.mergedId, status: 'merged', version: 1 });
    const moved = new Map((body['moved'] as { holding: string; rows: number }[]).map(({ holding, rows }) => [holding, rows]));
    expect([...moved.keys()].sort()).toEqual([
      'access.break-glass-accesses',
      'access.patient-invitations',
      'access.users',
      'patients.allergies',
      'patients.conditions',
      'pharmacy.dispenses',
      'pharmacy.prescriptions',
      'scheduling.appointment-series',
      'scheduling.appointments',
      'scheduling.wait-list-entries',
    ]);
    expect(moved.get('scheduling.appointments')).toBe(3);
    expect((await admin.get(headers.get('location')!)).body).toEqual(body);
    expect(await naming(both.app, both.mergedId)).toEqual([]);

    const ofSurvivor = `patientId=${both.survivorId}`;
    expect(idsOf(await admin.get(`/appointments?${ofSurvivor}`))).toContain(both.made['appointment']);
    expect(idsOf(await admin.get(`/prescriptions?${ofSurvivor}`))).toEqual([both.made['prescription']]);
    expect(idsOf(await admin.get(`/wait-list?${ofSurvivor}`))).toEqual([both.made['entry']]);
    expect(idsOf(await admin.get(`/patients/${both.survivorId}/allergies`))).toEqual([both.made['allergy']]);
    expect((await admin.get(`/dispenses/${both.made['dispense']}`)).body['patientId']).toBe(both.survivorId);
    expect((await both.owner!.get('/appointments')).body['items'][0].patientId).toBe(both.survivorId);
  });

  it('has the safety gate see the medicines and allergies of both', async () => {
    const both = await twice();
    const [warfarin, ibuprofen] = [await counter.medication('warfarin'), await counter.medication('ibuprofen')];
    await counter.prescribed(warfarin, 21, both.mergedId);
    await counter.ward.allergy(both.mergedId, INGREDIENTS.ibuprofen);
    const shown = async (): Promise<string[]> => kindsOf(await counter.ward.write(both.survivorId, [line(ibuprofen)]));
    expect((await shown()).filter((kind) => kind !== 'not-covered')).toEqual([]);

    await both.merge();
    expect(await shown()).toEqual(expect.arrayContaining(['allergy', 'interaction']));
  });

  it('keeps the merged record readable, which leads to the survivor and is not found by searches', async () => {
    const [surname, maiden] = [madeUpName(), madeUpName()];
    const contacts = [{ system: 'phone', value: '+49 30 5550199' }];
    const identifiers = [{ system: 'urn:test:cards', value: surname }];
    const register = async (family: string, more: object = {}): Promise<Answer['body']> =>
      (await admin.post('/patients', person({ name: { given: ['Ada'], family }, ...more }))).body;
    const [survivor, merged] = [await register(surname), await register(maiden, { contacts, identifiers })];
    await admin.post('/patient-merges', { survivorId: survivor['id'], mergedId: merged['id'] });

    const read = await admin.get(`/patients/${merged['id']}`);
    expect([read.status, read.body['mergedInto'], read.body['version']]).toEqual([200, survivor['id'], 2]);
    expect((await admin.get(`/patients/${survivor['id']}`)).body).not.toHaveProperty('mergedInto');
    const found = async (criteria: object): Promise<string[]> => idsOf(await admin.post('/patients/search', criteria));
    expect(await found({ q: maiden })).toEqual([]);
    expect(await found({ q: `Ada ${maiden}` })).toEqual([]);
    expect(await found({ phone: '+49 30 5550199' })).toEqual([]);
    expect((await admin.post('/patients/search', { q: maiden, count: true })).body['count']).toBe(0);
    expect(await found({ q: surname })).toEqual([survivor['id']]);
    expect(await found({ mrn: merged['mrn'] })).toEqual([survivor['id']]);
    expect(await found({ identifier: surname })).toEqual([survivor['id']]);
    const again = await admin.post('/patients', person({ name: { given: ['Ada'], family: maiden } }));
    expect([again.body['code'], again.body['candidates'].map((each: { id: string }) => each.id)]).toEqual([
      'possible-duplicate',
      [survivor['id']],
    ]);
  });

  it('refuses every write that names the merged record, and says which one to use', async () => {
    const both = await twice();
    const { mergedId, survivorId, practice } = both;
    await both.merge();
    const [staffId, appointmentTypeId] = [await practice.doctor(), await practice.type()];
    const visit = { patientId: mergedId, staffId, appointmentTypeId, start: practice.inMinutes(600) };
    const waiting = { patientId: mergedId, appointmentTypeId, earliest: practice.date(0), latest: practice.date(9), priority: 'routine' };
    const allergy = { substance: INGREDIENTS.ibuprofen, kind: 'allergy', criticality: 'low' };
    const tried: Answer[] = [
      await admin.patch(`/patients/${mergedId}`, { sex: 'other' }, 2),
      await admin.post(`/patients/${mergedId}/allergies`, allergy),
      await admin.post(`/patients/${mergedId}/conditions`, { code: INGREDIENTS.ibuprofen, clinicalStatus: 'active' }),
      await admin.post('/appointments', visit),
      await admin.post('/appointments', { ...visit, hold: true }),
      await admin.post('/appointment-series', { ...visit, recurrence: { frequency: 'daily', interval: 1, count: 2 } }),
      await admin.post('/wait-list', waiting),
      await counter.ward.write(mergedId, [line(await counter.medication())]),
      await admin.post(`/patients/${mergedId}/invitations`),
      await (await both.app.as('doctor')).post(`/patients/${mergedId}/break-glass`, { reasonCode: 'emergency', reason: 'Unconscious' }),
      await admin.post('/patient-merges', { survivorId, mergedId }),
      await admin.post('/patient-merges', { survivorId: mergedId, mergedId: survivorId }),
    ];
    expect(tried.map(({ status, body }) => [status, body['code'], body['mergedInto']])).toEqual(
      tried.map(() => [409, 'patient-merged', survivorId]),
    );
  });

  it('notes messages and links of imported records that come late for the survivor', async () => {
    const both = await twice();
    await both.merge();
    const { database } = both.app;
    const [message] = await database.query<{ patient_id: string }>(
      `insert into notifications.messages (id, key, kind, patient_id, channel, payload, status, due_at)
       values (gen_random_uuid(), gen_random_uuid()::text, 'appointment-confirmation', $1, 'email', '{}', 'queued', now()) returning patient_id`,
      [both.mergedId],
    );
    const [link] = await database.query<{ local_id: string }>(
      `insert into interop.resources (source_key, resource_type, resource, hash, state, local_id)
       values (gen_random_uuid()::text, 'Patient', '{}', 'x', 'taken', $1) returning local_id`,
      [both.mergedId],
    );
    expect([message!.patient_id, link!.local_id]).toEqual([both.survivorId, both.survivorId]);
  });

  it('opens the chart of the survivor where the merged record was registered', async () => {
    const elsewhere = (await admin.post('/patients', person({ facilityId: counter.practice.facilityId }))).body['id'];
    const survivorId = await counter.practice.patient();
    const nurse = await counter.colleague('nurse');
    expect((await nurse.get(`/patients/${survivorId}/allergies`)).status).toBe(404);
    await admin.post('/patient-merges', { survivorId, mergedId: elsewhere });
    expect((await nurse.get(`/patients/${survivorId}/allergies`)).status).toBe(200);
  });

  it('leaves a row in the trail of both, and shows accesses to both in the log of the survivor', async () => {
    const both = await twice();
    await admin.get(`/patients/${both.mergedId}`);
    const { id } = (await both.merge()).body;
    const { body } = await admin.get(`/patients/${both.survivorId}/access-log?limit=2`);
    const rest = await admin.get(`/patients/${both.survivorId}/access-log?cursor=${body['nextCursor']}`);
    const actions = [...body['items'], ...rest.body['items']].map(({ action }: { action: string }) => action);
    expect(actions.filter((each) => each === 'patient-merge.merge')).toHaveLength(2);
    expect(actions).toContain('patient.read');
    const trail = await both.app.database.query<{ patient_id: string }>(
      `select patient_id from access.audit_events where resource_id = $1 and action = 'patient-merge.merge' order by patient_id`,
      [id],
    );
    expect(trail.map((row) => row.patient_id)).toEqual([both.mergedId, both.survivorId].sort());
    const events = await both.app.database.query<{ payload: object }>(
      `select payload from platform.outbox where type = 'patients.patients-merged.v1' and aggregate_id = $1`,
      [id],
    );
    expect(events.map(({ payload }) => payload)).toEqual([{ mergeId: id, survivorId: both.survivorId, mergedId: both.mergedId }]);
  });

  it('is refused for one record, for none, and for whoever may not', async () => {
    const { survivorId, mergedId, app } = await twice();
    const merge = (body: object, by = admin): Promise<Answer> => by.post('/patient-merges', body);
    expect((await merge({ survivorId, mergedId: survivorId })).body['code']).toBe('self-merge');
    const nobody = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
    expect((await merge({ survivorId, mergedId: nobody })).status).toBe(404);
    expect((await merge({ survivorId: nobody, mergedId })).status).toBe(404);
    expect((await merge({ survivorId, mergedId }, await app.as('doctor'))).status).toBe(403);
    const local = await app.as('admin', { facilityId: counter.practice.facilityId });
    expect((await merge({ survivorId, mergedId }, local)).status).toBe(403);
  });

  it('answers the same again for the same Idempotency-Key', async () => {
    const { survivorId, mergedId } = await twice();
    const key = { 'idempotency-key': `merge-${mergedId}` };
    const [first, again] = [
      await admin.post('/patient-merges', { survivorId, mergedId }, key),
      await admin.post('/patient-merges', { survivorId, mergedId }, key),
    ];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  });
});
