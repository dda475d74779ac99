import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { facility, logIn, PASSWORD } from './access-rig.js';
import { registered } from './emergency.js';

const BORN = '1980-02-29';
let people = 0;

describe('the desk that invites patients', () => {
  let app: TestApp;
  let north: string;
  let desk: Api;
  let patientId: string;

  beforeAll(async () => {
    app = await startTestApp();
    north = await facility(app);
    desk = await app.as('receptionist', { facilityId: north });
  });

  beforeEach(async () => {
    await app.database.query('delete from access.sign_in_failures');
    patientId = await registered(app, north);
  });

  afterAll(() => app.close());

  const invite = (body: object = {}, api = desk, id = patientId): Promise<Answer> => api.post(`/patients/${id}/invitations`, body);
  const newEmail = (): string => `berg-${(people += 1)}@test.invalid`;
  const accept = (code: string, changes: object = {}): Promise<Answer> =>
    app.stranger.post('/auth/invitations/accept', { code, birthDate: BORN, email: newEmail(), password: PASSWORD, ...changes });
  const codeOf = async (): Promise<string> => (await invite()).body['code'];

  it('keeps nothing of the code but a digest', async () => {
    const { body } = await invite({}, desk);
    const [row] = await app.database.query<Record<string, unknown>>('select * from access.patient_invitations where id = $1', [body['id']]);

    expect(JSON.stringify(row)).not.toContain(body['code']);
    expect(JSON.stringify(row)).not.toContain(body['code'].replaceAll('-', ''));
    const again = await desk.post(`/patients/${patientId}/invitations`, {}, { 'idempotency-key': `invite-${patientId}` });
    const kept = await app.database.query('select 1 from platform.idempotency_keys where key = $1', [`invite-${patientId}`]);
    expect([again.status, kept]).toEqual([201, []]);
  });

  it('mails a link where an address is given', async () => {
    const to = newEmail();
    const { body } = await invite({ email: to });

    expect(body).toMatchObject({ email: to, mailed: true });
    const [mail] = (await (await app.as('admin')).get('/api/v1/admin/sent-messages')).body['items'];
    expect(mail).toMatchObject({ to, kind: 'patient-invitation' });
    expect(mail.text).toContain(`/account/invitation?code=${body['code']}`);
    for (const secret of [patientId, 'Anna', 'Berg', BORN]) expect(mail.subject + mail.text).not.toContain(secret);
  });

  it('mails it in the language of the patient', async () => {
    const path = `/patients/${patientId}`;
    const { body: patient } = await desk.get(path);
    await desk.patch(path, { preferredLanguage: 'de-AT' }, patient['version']);
    const to = newEmail();
    const { body } = await invite({ email: to });

    expect(body['mailed']).toBe(true);
    const [mail] = (await (await app.as('admin')).get('/api/v1/admin/sent-messages')).body['items'];
    expect(mail).toMatchObject({ to, subject: 'Ihr Zugang', text: expect.stringContaining(`Der Code darin ist ${body['code']}.`) });
  });

  it('is for receptions, of patients who are known at their facility', async () => {
    const elsewhere = await registered(app, await facility(app));
    const foreign = await invite({}, desk, elsewhere);

    expect([foreign.status, foreign.body['code']]).toEqual([404, 'not-found']);
    expect((await desk.get(`/patients/${elsewhere}/invitations`)).status).toBe(404);
    expect((await invite({}, desk, randomUUIDv7())).status).toBe(404);
    expect((await invite({}, await app.as('receptionist'), elsewhere)).status).toBe(201);
    expect((await invite({}, await app.as('doctor'))).body).toMatchObject({ code: 'forbidden', permission: 'patient:invite' });
    expect((await invite({}, app.stranger)).status).toBe(401);
    expect((await invite({ email: 'nobody' })).status).toBe(400);
  });

  it('lists them, newest first', async () => {
    const ids = [(await invite()).body['id'], (await invite()).body['id'], (await invite()).body['id']];
    const path = `/patients/${patientId}/invitations?limit=2`;
    const first = (await desk.get(path)).body;
    const second = (await desk.get(`${path}&cursor=${first['nextCursor']}`)).body;

    expect([...first['items'], ...second['items']].map(({ id, status }) => [id, status])).toEqual([
      [ids[2], 'pending'],
      [ids[1], 'revoked'],
      [ids[0], 'revoked'],
    ]);
  });

  it('writes who invited whom and what was made of it into the audit trail', async () => {
    const code = await codeOf();
    await accept(code, { birthDate: '1980-03-01' });
    const { body } = await accept(code);

    const rows = await app.database.query<{ action: string; actor_id: string | null; outcome: string }>(
      `select action, actor_id, outcome from access.audit_events where action like 'patient%invit%' and
       (patient_id = $1 or outcome = 'refused') order by at desc limit 3`,
      [patientId],
    );
    expect(rows.reverse()).toEqual([
      { action: 'patient.invite', actor_id: desk.userId, outcome: 'success' },
      { action: 'patient-invitation.accept', actor_id: null, outcome: 'refused' },
      { action: 'patient-invitation.accept', actor_id: body['userId'], outcome: 'success' },
    ]);
  });

  it('is not needed where an administrator links user and patient', async () => {
    const admin = await app.as('admin');
    const user = { email: newEmail(), displayName: 'Anna', password: PASSWORD, roles: [{ role: 'patient' }] };
    expect((await admin.post('/users', { ...user, patientId: randomUUIDv7() })).body['code']).toBe('unknown-patient');
    expect((await admin.post('/users', { ...user, patientId })).body).toMatchObject({ patientId });

    const anna = new Api(app.origin, (await logIn(app, user.email)).body['accessToken']);
    expect((await anna.get(`/patients/${patientId}/allergies`)).status).toBe(200);
  });
});
