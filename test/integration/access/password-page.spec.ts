import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { mountPasswordPage } from '../../../src/access/adapters/http/password-page.js';
import { SendPasswordLinks } from '../../../src/access/application/send-password-links.js';
import { logIn, person } from '../../e2e/access/access-rig.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const NEW_PASSWORD = 'seven lanterns over the harbour';

describe('the page where a password is set', () => {
  let app: TestApp;
  let server: FastifyInstance;

  beforeAll(async () => {
    app = await startTestApp();
    server = Fastify();
    mountPasswordPage(server, app.app);
    await server.ready();
  });

  afterAll(async () => {
    await server.close();
    await app.close();
  });

  /** The link in the mail that was kept for a developer. */
  async function linkFor(email: string): Promise<string> {
    await app.stranger.post('/auth/password-resets', { email });
    await app.app.get(SendPasswordLinks, { strict: false }).execute();
    const [mail] = await app.database.query<{ body: string }>(
      'select body from notifications.kept_messages where recipient = $1 order by id desc limit 1',
      [email],
    );
    return /http:\/\/127\.0\.0\.1:3000(\/account\/password\?token=[\w-]+)/.exec(mail?.body ?? '')![1]!;
  }

  async function post(fields: Record<string, string>): Promise<{ statusCode: number; body: string }> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return server.inject({ method: 'POST', url: '/account/password', headers, payload: new URLSearchParams(fields).toString() });
  }

  it('is where the mailed link leads, and opening it spends nothing', async () => {
    const { email } = await person(app);
    const link = await linkFor(email);
    const token = link.split('=')[1]!;

    const opened = await server.inject(link);
    await server.inject(link);

    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain(`value="${token}"`);
    expect(opened.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(opened.headers['content-security-policy']).toContain(`default-src 'none'`);
    const done = await post({ token, password: NEW_PASSWORD, again: NEW_PASSWORD });
    expect([done.statusCode, done.body.includes('Your password is set')]).toEqual([200, true]);
    expect((await logIn(app, email, NEW_PASSWORD)).status).toBe(200);
  });

  it('says what is wrong, and keeps the form', async () => {
    const { email } = await person(app);
    const token = (await linkFor(email)).split('=')[1]!;

    const different = await post({ token, password: NEW_PASSWORD, again: 'another' });
    const short = await post({ token, password: 'short', again: 'short' });
    await post({ token, password: NEW_PASSWORD, again: NEW_PASSWORD });
    const spent = await post({ token, password: NEW_PASSWORD, again: NEW_PASSWORD });

    expect([different.statusCode, short.statusCode, spent.statusCode]).toEqual([422, 422, 422]);
    expect(different.body).toContain('not the same');
    expect(short.body).toContain('The password must have at least 15 characters.');
    expect(spent.body).toContain('The link is not valid, or no longer.');
  });

  it('shows nothing that stands in the address but a token', async () => {
    for (const url of ['/account/password', '/account/password?token=%22%3E%3Cscript%3E', '/account/password?token=a&token=b']) {
      const answer = await server.inject(url);
      expect([answer.statusCode, answer.body.includes('<script>')]).toEqual([404, false]);
    }
    expect((await post({})).statusCode).toBe(404);
  });
});
