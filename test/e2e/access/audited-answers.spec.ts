import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from '../patients/people.js';
import { facility } from './access-rig.js';

const named = (family: string): Record<string, unknown> => person({ name: { given: ['Ada'], family } });

interface Row {
  actor_kind: string;
  actor_id: string;
  action: string;
  resource_type: string;
  resource_id: string | null;
  patient_id: string | null;
  patient_ids: string[] | null;
  facility_id: string | null;
  outcome: string;
  reason: string | null;
  address: string;
  request_id: string;
}

describe('the audit of answers', () => {
  let app: TestApp;
  let doctor: Api;
  let requests = 0;

  beforeAll(async () => {
    app = await startTestApp();
    doctor = await app.as('doctor');
  });

  afterAll(() => app.close());

  /** Sends a request with an id of its own; gives back the status and the audit rows that it left. */
  async function audited(send: (headers: Record<string, string>) => Promise<{ status: number }>): Promise<[number, Row[]]> {
    const requestId = `audited-${(requests += 1)}`;
    const { status } = await send({ 'x-request-id': requestId });
    const rows = await app.database.query<Row>(
      `select actor_kind, actor_id, action, resource_type, resource_id, patient_id, patient_ids, facility_id, outcome, reason, address, request_id
       from access.audit_events where request_id = $1`,
      [requestId],
    );
    return [status, rows];
  }

  const register = async (family: string, facilityId?: string): Promise<string> =>
    (await doctor.post('/patients', { ...named(family), facilityId })).body['id'];

  const common = (caller: Api): Partial<Row> => ({ actor_kind: 'user', actor_id: caller.userId!, address: '127.0.0.1' });

  it('has one row for reading a patient, with who, whom, where and from where, before the answer is there', async () => {
    const facilityId = await facility(app);
    const id = await register('Reader', facilityId);

    const [status, rows] = await audited((headers) => doctor.get(`/patients/${id}`, headers));

    expect(status).toBe(200);
    expect(rows).toEqual([
      {
        ...common(doctor),
        action: 'patient.read',
        resource_type: 'patient',
        resource_id: id,
        patient_id: id,
        patient_ids: null,
        facility_id: facilityId,
        outcome: 'success',
        reason: null,
        request_id: expect.any(String),
      },
    ]);
  });

  it('names everybody whom a search showed, in one row, and nothing that was asked for', async () => {
    const [one, other] = [await register('Searchable'), await register('Searchably')];

    const [, found] = await audited((headers) => doctor.get('/patients?q=searchabl', headers));
    const [, single] = await audited((headers) => doctor.post('/patients/search', { q: 'searchable', limit: 1 }, headers));
    const [, nobody] = await audited((headers) => doctor.get('/patients?q=zzzzzz', headers));

    expect(found).toEqual([expect.objectContaining({ action: 'patient.search', resource_id: null, patient_id: null })]);
    expect(found[0]!.patient_ids).toEqual(expect.arrayContaining([one, other]));
    expect(single).toEqual([expect.objectContaining({ action: 'patient.search', patient_id: one, patient_ids: null })]);
    expect(nobody).toEqual([expect.objectContaining({ action: 'patient.search', patient_id: null, patient_ids: null })]);
    expect(JSON.stringify([found, single, nobody])).not.toContain('searchabl');
  });

  it("has one row for a list from a patient's chart, empty or not", async () => {
    const id = await register('Charted');

    const [status, rows] = await audited((headers) => doctor.get(`/patients/${id}/allergies`, headers));

    expect(status).toBe(200);
    const shown = { action: 'allergy.list', resource_type: 'allergy', patient_id: id, outcome: 'success' };
    expect(rows).toEqual([expect.objectContaining(shown)]);
  });

  it('has one row for a refusal for want of a permission, on reading and on writing routes', async () => {
    const id = await register('Refused');
    const clerk = await app.as('billing-clerk');

    const [reading, read] = await audited((headers) => clerk.get(`/patients/${id}/conditions`, headers));
    const [writing, written] = await audited((headers) => clerk.post('/patients', named('Nobody'), headers));
    const [managing, managed] = await audited((headers) => clerk.post('/users', {}, headers));

    expect([reading, writing, managing]).toEqual([403, 403, 403]);
    const refused = { ...common(clerk), outcome: 'refused', reason: 'forbidden' };
    expect(read).toEqual([expect.objectContaining({ ...refused, action: 'condition.list', patient_id: id })]);
    expect(written).toEqual([expect.objectContaining({ ...refused, action: 'patient.register', patient_id: null })]);
    expect(managed).toEqual([expect.objectContaining({ ...refused, action: 'user.create' })]);
  });

  it('has one row where something is named that does not exist for the caller, whose change was undone', async () => {
    const unknown = randomUUID();

    const [reading, read] = await audited((headers) => doctor.get(`/patients/${unknown}`, headers));
    const [writing, written] = await audited((headers) => doctor.patch(`/patients/${unknown}`, { sex: 'male' }, 1, headers));
    const [staffing, staff] = await audited((headers) => doctor.get(`/staff/${unknown}`, headers));
    const [odd, oddly] = await audited((headers) => doctor.get('/patients/Canary-Name', headers));

    expect([reading, writing, staffing, odd]).toEqual([404, 404, 404, 404]);
    const refused = { ...common(doctor), outcome: 'refused', reason: 'not-found' };
    expect(read).toEqual([expect.objectContaining({ ...refused, action: 'patient.read', resource_id: unknown, patient_id: unknown })]);
    expect(written).toEqual([expect.objectContaining({ ...refused, action: 'patient.change', patient_id: unknown })]);
    expect(staff).toEqual([expect.objectContaining({ ...refused, action: 'staff.read', resource_id: unknown, patient_id: null })]);
    expect(oddly).toEqual([expect.objectContaining({ ...refused, action: 'patient.read', resource_id: null, patient_id: null })]);
  });

  it('has a row for the patients that a refused registration shows', async () => {
    const twin = named('Twin');
    const { body } = await doctor.post('/patients', twin);

    const [status, rows] = await audited((headers) => doctor.post('/patients', twin, headers));

    expect(status).toBe(409);
    expect(rows).toEqual([
      expect.objectContaining({ action: 'patient.register', outcome: 'refused', reason: 'possible-duplicate', patient_id: body['id'] }),
    ]);
  });

  it('has no row for what shows nothing: a bad request, a missing token, facilities', async () => {
    const answers = [
      await audited((headers) => doctor.get('/patients?limit=0', headers)),
      await audited((headers) => app.stranger.get(`/patients/${randomUUID()}`, headers)),
      await audited((headers) => doctor.get('/facilities', headers)),
      await audited((headers) => doctor.get('/nothing/here', headers)),
    ];

    expect(answers).toEqual([
      [400, []],
      [401, []],
      [200, []],
      [404, []],
    ]);
  });

  it('is complete where many read at once', async () => {
    const id = await register('Crowded');

    const statuses = await Promise.all(Array.from({ length: 60 }, () => doctor.get(`/patients/${id}`, { 'x-request-id': 'crowd' })));

    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await app.database.query("select distinct id from access.audit_events where request_id = 'crowd'");
    expect(rows).toHaveLength(60);
  });

  it('lets no answer out, success or refusal, where its row cannot be written, and all again afterwards', async () => {
    const id = await register('Held');
    const clerk = await app.as('billing-clerk');
    await app.database.query(`alter table access.audit_events add constraint nothing_fits check (request_id <> 'held') not valid`);
    const held = { 'x-request-id': 'held' };

    const [read, refused] = [await doctor.get(`/patients/${id}`, held), await clerk.get(`/patients/${id}/conditions`, held)];
    await app.database.query('alter table access.audit_events drop constraint nothing_fits');

    for (const { status, headers, body } of [read, refused]) {
      expect([status, body['code'], headers.get('retry-after'), headers.get('etag')]).toEqual([503, 'unavailable', '2', null]);
      expect(JSON.stringify(body)).not.toContain('Held');
    }
    expect((await doctor.get(`/patients/${id}`)).status).toBe(200);
  });
});

describe('with AUDIT_READS=off', () => {
  it('reads leave no row, refusals still do', async () => {
    const app = await startTestApp({ env: { AUDIT_READS: 'off' } });
    try {
      const doctor = await app.as('doctor');
      const { id } = (await doctor.post('/patients', person({}))).body;
      await doctor.get(`/patients/${id}`);
      await doctor.get(`/patients/${randomUUID()}`);

      const rows = await app.database.query("select outcome from access.audit_events where action = 'patient.read'");
      expect(rows).toEqual([{ outcome: 'refused' }]);
    } finally {
      await app.close();
    }
  });
});
