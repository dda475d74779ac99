import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { PASSWORD, person, type Person, signedIn } from './access-rig.js';

describe('sessions', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startTestApp();
  });

  beforeEach(async () => {
    ada = await person(app);
  });

  afterAll(() => app.close());

  async function from(device: string): Promise<Api> {
    const { body } = await app.stranger.post('/auth/login', { email: ada.email, password: PASSWORD }, { 'user-agent': device });
    return new Api(app.origin, body['accessToken'], ada.id);
  }

  const idOf = async (api: Api): Promise<string> => {
    const { items } = (await api.get('/auth/sessions')).body as { items: { id: string; current: boolean }[] };
    return items.find(({ current }) => current)!.id;
  };

  it('are listed with what they came from, newest first, a page at a time', async () => {
    const desk = await from('Desk/1.0');
    await from('Phone/2.0');

    const { status, body } = await desk.get('/auth/sessions');

    expect(status).toBe(200);
    expect(body['nextCursor']).toBeNull();
    expect(body['items']).toEqual([
      expect.objectContaining({ device: 'Phone/2.0', address: '127.0.0.1', purpose: 'api', secondFactor: false, current: false }),
      expect.objectContaining({ device: 'Desk/1.0', current: true, startedAt: expect.stringMatching(/Z$/) }),
    ]);
    const first = await desk.get('/auth/sessions?limit=1');
    const second = await desk.get(`/auth/sessions?limit=1&cursor=${first.body['nextCursor']}`);
    expect([first.body['items'][0].device, second.body['items'][0].device]).toEqual(['Phone/2.0', 'Desk/1.0']);
    expect(second.body['nextCursor']).toBeNull();
  });

  it('are those of the caller alone, and those that live', async () => {
    const desk = await from('Desk/1.0');
    await signedIn(app, await person(app));
    const over = await from('Old/0.1');
    await app.database.query('update access.sessions set expires_at = now() where id = $1', [await idOf(over)]);

    expect((await desk.get('/auth/sessions')).body['items']).toHaveLength(1);
  });

  it('can be ended from elsewhere, which the next request feels, and the token that renews it too', async () => {
    const desk = await from('Desk/1.0');
    const { body } = await app.stranger.post('/auth/login', { email: ada.email, password: PASSWORD });
    const phone = new Api(app.origin, body['accessToken']);
    const id = await idOf(phone);

    expect((await desk.delete(`/auth/sessions/${id}`)).status).toBe(204);

    expect((await phone.get('/auth/me')).status).toBe(401);
    expect((await app.stranger.post('/auth/refresh', { refreshToken: body['refreshToken'] })).status).toBe(401);
    expect((await desk.get('/auth/me')).status).toBe(200);
    expect((await desk.delete(`/auth/sessions/${id}`)).status).toBe(404);
    const ended = "select 1 from access.audit_events where action = 'session.end' and outcome = 'success' and resource_id = $1";
    expect(await app.database.query(ended, [id])).toHaveLength(1);
  });

  it('of somebody else are not there', async () => {
    const bo = await signedIn(app, await person(app));
    const id = await idOf(await from('Desk/1.0'));

    expect((await bo.delete(`/auth/sessions/${id}`)).status).toBe(404);
    expect((await bo.delete('/auth/sessions/no-id')).status).toBe(404);
  });

  it('of everybody are an administrator’s to see and to end', async () => {
    const admin = await app.as('admin');
    const [desk, phone] = [await from('Desk/1.0'), await from('Phone/2.0')];
    const deskId = await idOf(desk);

    const listed = await admin.get(`/users/${ada.id}/sessions`);

    expect(listed.body['items'].map(({ device, current }: { device: string; current: boolean }) => [device, current])).toEqual([
      ['Phone/2.0', false],
      ['Desk/1.0', false],
    ]);
    expect((await admin.delete(`/users/${ada.id}/sessions/${deskId}`)).status).toBe(204);
    expect([(await desk.get('/auth/me')).status, (await phone.get('/auth/me')).status]).toEqual([401, 200]);
    expect((await admin.delete(`/users/${admin.userId}/sessions/${await idOf(phone)}`)).status).toBe(404);
    expect((await admin.delete(`/users/${ada.id}/sessions`)).status).toBe(204);
    expect((await phone.get('/auth/me')).status).toBe(401);
  });

  it('of others are nobody else’s, and of unknown users not there', async () => {
    const [admin, nurse] = [await app.as('admin'), await app.as('nurse')];
    const nobody = '01990000-0000-7000-8000-000000000000';

    expect((await nurse.get(`/users/${ada.id}/sessions`)).status).toBe(403);
    expect((await nurse.delete(`/users/${ada.id}/sessions`)).status).toBe(403);
    expect((await admin.get(`/users/${nobody}/sessions`)).status).toBe(404);
    expect((await admin.delete(`/users/${nobody}/sessions`)).status).toBe(404);
  });
});
