import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from './access-rig.js';

describe('the audit trail', () => {
  let app: TestApp;
  let admin: Api;
  let auditor: Api;

  beforeAll(async () => {
    app = await startTestApp();
    [admin, auditor] = [await app.as('admin'), await app.as('auditor')];
  });

  afterAll(() => app.close());

  it('says who did what to which record, when, from where, with what outcome, and names changed fields without values', async () => {
    const user = await person(app);
    await admin.patch(`/users/${user.id}`, { displayName: 'Canary Name' }, 1, { 'x-request-id': 'req-7' });

    const { status, body } = await auditor.get('/audit-events?action=user.change');

    expect(status).toBe(200);
    expect(body['items']).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        actor: { kind: 'user', id: admin.userId },
        action: 'user.change',
        resource: { type: 'user', id: user.id },
        outcome: 'success',
        address: '127.0.0.1',
        requestId: 'req-7',
        changed: ['displayName'],
      },
    ]);
  });

  it('is read newest first, page by page, by actor, patient and time', async () => {
    const [actorId, patientId] = [randomUUID(), randomUUID()];
    for (let day = 1; day <= 7; day++) {
      await app.database.query(
        `insert into access.audit_events (id, at, actor_kind, actor_id, action, resource_type, patient_id)
         values (gen_random_uuid(), $1, 'user', $2, 'patient.read', 'patient', $3)`,
        [`2026-1${day % 2}-0${day}T08:00:00.123456Z`, actorId, day > 4 ? patientId : null],
      );
    }
    const times = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await auditor.get(`/audit-events?${query}&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        found.push(...body['items'].map((event: { at: string }) => event.at.slice(5, 10)));
        cursor = body['nextCursor'];
      }
      return found;
    };

    expect(await times(`actorId=${actorId}`)).toEqual(['11-07', '11-05', '11-03', '11-01', '10-06', '10-04', '10-02']);
    expect(await times(`patientId=${patientId}&action=patient.read`)).toEqual(['11-07', '11-05', '10-06']);
    const between = 'from=2026-10-04T08:00:00.123456Z&to=2026-11-03T08:00:00.123456Z';
    expect(await times(`actorId=${actorId}&${between}`)).toEqual(['11-01', '10-06', '10-04']);
    expect(await times(`actorId=${actorId}&action=patient.change`)).toEqual([]);
  });

  it('tells refusals from what was shown, and finds a patient in lists of several where it is asked for few days', async () => {
    const [actorId, patientId, other] = [randomUUID(), randomUUID(), randomUUID()];
    await app.database.query(
      `insert into access.audit_events (id, at, actor_kind, actor_id, action, resource_type, patient_id, patient_ids, outcome)
       values (gen_random_uuid(), '2026-10-08', 'user', $1, 'patient.read', 'patient', $2, null, 'refused'),
         (gen_random_uuid(), '2026-10-09', 'user', $1, 'patient.search', 'patient', null, array[$3, $2]::uuid[], 'success')`,
      [actorId, patientId, other],
    );
    const found = async (query: string): Promise<unknown[]> => (await auditor.get(`/audit-events?actorId=${actorId}&${query}`)).body['items'];

    expect(await found('outcome=refused')).toEqual([expect.objectContaining({ action: 'patient.read', outcome: 'refused' })]);
    expect(await found(`patientId=${patientId}`)).toHaveLength(1);
    const days = 'from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z';
    expect(await found(`patientId=${patientId}&inLists=true&${days}`)).toEqual([
      expect.objectContaining({ action: 'patient.search', patientIds: [other, patientId] }),
      expect.objectContaining({ patientId }),
    ]);
    const many = 'from=2026-10-01T00:00:00Z&to=2026-11-02T00:00:00Z';
    for (const query of [`inLists=true&${days}`, `patientId=${patientId}&inLists=true`, `patientId=${patientId}&inLists=true&${many}`]) {
      expect((await auditor.get(`/audit-events?${query}`)).status).toBe(400);
    }
  });

  it('refuses a query it does not understand', async () => {
    const forged = Buffer.from(JSON.stringify(["2026-01-01' or true--", randomUUID()])).toString('base64url');

    for (const query of ['patientId=7', 'from=yesterday', 'sort=at', `cursor=${forged}`]) {
      expect((await auditor.get(`/audit-events?${query}`)).status).toBe(400);
    }
  });

  it('is not for every role', async () => {
    expect((await (await app.as('doctor')).get('/audit-events')).status).toBe(403);
    expect((await app.stranger.get('/audit-events')).status).toBe(401);
  });

  it('can be added to and not rewritten', async () => {
    await person(app);

    await expect(app.database.query("update access.audit_events set outcome = 'refused'")).rejects.toThrow('append-only');
    await expect(app.database.query('delete from access.audit_events')).rejects.toThrow('append-only');
  });

  it('has partitions for the months ahead, and makes more when asked', async () => {
    const [made] = await app.database.query<{ made: number }>('select access.make_audit_partitions(14) as made');
    const [again] = await app.database.query<{ made: number }>('select access.make_audit_partitions(14) as made');

    expect([made?.made, again?.made]).toEqual([2, 0]);
  });

  it('keeps nothing of a change that was not made', async () => {
    const { id } = await person(app);
    const count = async (): Promise<unknown> => app.database.query('select count(*) from access.audit_events where resource_id = $1', [id]);
    const before = await count();

    await admin.patch(`/users/${id}`, { displayName: 'x' }, 99);

    expect(await count()).toEqual(before);
  });
});
