import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from '../patients/people.js';
import { facility } from './access-rig.js';

interface Entry {
  action: string;
  actor: { kind: string; displayName?: string; roles: string[] };
  outcome: string;
  breakGlass: boolean;
}

describe('the access log of a patient', () => {
  let app: TestApp;
  let doctor: Api;
  let patientId: string;
  let patient: Api;

  beforeAll(async () => {
    app = await startTestApp();
    doctor = await app.as('doctor');
    patientId = (await doctor.post('/patients', person())).body['id'];
    patient = await app.as('patient', { patientId });
    const clerk = await app.as('billing-clerk');
    await doctor.get(`/patients/${patientId}`);
    await clerk.get(`/patients/${patientId}/allergies`);
  });

  afterAll(() => app.close());

  const log = async (caller: Api, id = patientId): Promise<Entry[]> => (await caller.get(`/patients/${id}/access-log`)).body['items'];

  it('tells the patient who looked, as what, at what and when', async () => {
    const { status, body } = await patient.get(`/patients/${patientId}/access-log`);

    expect(status).toBe(200);
    expect(body['items']).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        action: 'patient.read',
        actor: { kind: 'user', displayName: 'Test doctor', roles: ['doctor'] },
        outcome: 'success',
        breakGlass: false,
      },
      expect.objectContaining({ action: 'patient.register', actor: { kind: 'user', displayName: 'Test doctor', roles: ['doctor'] } }),
    ]);
  });

  it('names the look at the log itself at the next one', async () => {
    await log(patient);

    const self = { displayName: 'Test patient', roles: ['patient'] };
    expect((await log(patient))[0]).toMatchObject({ action: 'access-log.list', actor: self });
  });

  it('shows refused attempts to auditors and not to the patient', async () => {
    const refused = { action: 'allergy.list', actor: { displayName: 'Test billing-clerk' }, outcome: 'refused' };

    expect(await log(await app.as('auditor'))).toContainEqual(expect.objectContaining({ action: 'allergy.list', outcome: 'refused' }));
    expect((await log(await app.as('admin'))).find(({ outcome }) => outcome === 'refused')).toMatchObject(refused);
    expect((await log(patient)).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('marks what was seen under an emergency access', async () => {
    const facilityId = await facility(app);
    const { id } = (await doctor.post('/patients', person())).body;
    const stranger = await app.as('doctor', { facilityId });
    await app.database.query(
      `insert into access.break_glass_accesses (id, user_id, patient_id, reason_code, reason, opened_at, expires_at, review_due_at)
       values ($1, $2, $3, 'emergency', 'unconscious', now() - interval '1 minute', now() + interval '1 hour', now() + interval '3 days')`,
      [randomUUID(), stranger.userId, id],
    );

    await stranger.get(`/patients/${id}/allergies`);

    const [newest, ...older] = await log(await app.as('auditor'), id);
    expect(newest).toMatchObject({ action: 'allergy.list', outcome: 'success', breakGlass: true });
    expect(older.map(({ breakGlass }) => breakGlass)).toEqual([false]);
  });

  it('comes page by page, each access once', async () => {
    const { id } = (await doctor.post('/patients', person())).body;
    for (let times = 0; times < 4; times++) await doctor.get(`/patients/${id}/conditions`);
    const auditor = await app.as('auditor');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await auditor.get(`/patients/${id}/access-log?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...body['items'].map((entry: { id: string; action: string }) => `${entry.id} ${entry.action}`));
      cursor = body['nextCursor'];
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((each) => each.endsWith('condition.list'))).toHaveLength(4);
  });

  it('is absent for other patients, and for somebody who does not exist; refused without the permission', async () => {
    const other = (await doctor.post('/patients', person())).body['id'];

    expect((await patient.get(`/patients/${other}/access-log`)).status).toBe(404);
    expect((await (await app.as('auditor')).get(`/patients/${randomUUID()}/access-log`)).status).toBe(404);
    expect((await doctor.get(`/patients/${patientId}/access-log`)).status).toBe(403);
    expect((await app.stranger.get(`/patients/${patientId}/access-log`)).status).toBe(401);
    expect((await patient.get(`/patients/${patientId}/access-log?cursor=x`)).status).toBe(400);
  });
});
