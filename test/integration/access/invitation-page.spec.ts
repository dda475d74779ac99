import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { mountInvitationPage } from '../../../src/access/index.js';
import { logIn, PASSWORD, person } from '../../e2e/access/access-rig.js';
import { registered } from '../../e2e/access/emergency.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('the page where a patient makes an account', () => {
  let app: TestApp;
  let server: FastifyInstance;
  let link: string;
  let code: string;
  let people = 0;

  beforeAll(async () => {
    app = await startTestApp();
    server = Fastify();
    mountInvitationPage(server, app.app);
    await server.ready();
  });

  beforeEach(async () => {
    await app.database.query('delete from access.sign_in_failures');
    const to = `page-${(people += 1)}@test.invalid`;
    const desk = await app.as('receptionist');
    code = (await desk.post(`/patients/${await registered(app)}/invitations`, { email: to })).body['code'];
    const [mail] = await app.database.query<{ body: string }>(
      'select body from notifications.kept_messages where recipient = $1',
      [to],
    );
    link = /http:\/\/127\.0\.0\.1:3000(\/account\/invitation\?code=[\w-]+)/.exec(mail?.body ?? '')![1]!;
  });

  afterAll(async () => {
    await server.close();
    await app.close();
  });

  async function post(changes: Record<string, string> = {}): Promise<{ statusCode: number; body: string }> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const email = `owner-${(people += 1)}@test.invalid`;
    const fields = { code, birthDate: '1980-02-29', email, password: PASSWORD, again: PASSWORD, ...changes };
    return server.inject({ method: 'POST', url: '/account/invitation', headers, payload: new URLSearchParams(fields).toString() });
  }

  it('is where the mailed link leads, and opening it spends nothing', async () => {
    const opened = await server.inject(link);
    await server.inject(link);

    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain(`value="${code}"`);
    expect(opened.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(opened.headers['content-security-policy']).toContain(`default-src 'none'`);
    const done = await post({ email: 'by-page@test.invalid' });
    expect([done.statusCode, done.body.includes('Your account is made')]).toEqual([200, true]);
    expect((await logIn(app, 'by-page@test.invalid')).status).toBe(200);
  });

  it('says what is wrong, and keeps the form', async () => {
    const { email } = await person(app);
    const statuses = [
      await post({ again: 'another' }),
      await post({ password: 'short', again: 'short' }),
      await post({ birthDate: '29.2.1980' }),
      await post({ role: 'admin' }),
      await post({ birthDate: '1980-03-01' }),
      await post({ email }),
      await post({ code: '"><script>' }),
    ];

    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 401, 409, 401]);
    for (const { body } of statuses) expect(body).toContain('role="alert"');
    expect(statuses.at(-1)!.body).not.toContain('<script>');
    expect((await server.inject('/account/invitation?code=%22%3E%3Cscript%3E')).body).not.toContain('<script>');
    expect((await post()).statusCode).toBe(200);
  });
});
