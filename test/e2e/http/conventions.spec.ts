import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { expectProblem, sendRaw } from './problems.js';
import { newUser } from './users-rig.js';

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

describe('the conventions of the interface', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  describe('a request id', () => {
    it('of the caller is echoed, in the header and in problems', async () => {
      const answer = await app.stranger.get('/nowhere', { 'x-request-id': 'desk-4711/a' });

      expect(answer.headers.get('x-request-id')).toBe('desk-4711/a');
      expect(answer.body['requestId']).toBe('desk-4711/a');
    });

    it.each([
      ['too long', 'x'.repeat(129)],
      ['with spaces', 'a b'],
      ['with markup', '<script>'],
    ])('that is %s is replaced', async (_, given) => {
      const answer = await app.stranger.get('/nowhere', { 'x-request-id': given });

      expect(answer.headers.get('x-request-id')).toMatch(ID);
    });

    it('is made where there is none', async () => {
      expect((await app.stranger.get('/health/live')).headers.get('x-request-id')).toMatch(ID);
    });
  });

  describe('an address', () => {
    it('where nothing is answers with a problem', async () => {
      expectProblem(await app.stranger.get('/nowhere'), 404, 'not-found');
      expectProblem(await app.stranger.send('GET', '/health/../../etc/passwd', undefined), 404, 'not-found');
      expectProblem(
        await admin.send('TRACE', '/users', undefined).catch(() => admin.send('OPTIONS', '/users', undefined)),
        404,
        'not-found',
      );
    });

    it('whose id is none is as absent as one that is unknown', async () => {
      expectProblem(await admin.get('/users/not-an-id'), 404, 'not-found');
      expectProblem(await admin.get(`/users/${ABSENT}`), 404, 'not-found');
    });

    it('that cannot be decoded is refused', async () => {
      const answer = await admin.get('/users/%E0%A4%A');

      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({ code: 'malformed-request', requestId: expect.any(String) });
    });

    it('that is too long is refused, and so are headers that are', async () => {
      const answer = await admin.get(`/users/${'x'.repeat(400)}`);
      expect([404, 414]).toContain(answer.status);

      const headers = await sendRaw(app.origin, `GET /health/live HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`);
      expect(headers).toMatch(/^HTTP\/1\.1 431 /);
      expect(headers).toContain('headers-too-large');
    });
  });

  describe('what is no HTTP', () => {
    it('is refused with a problem', async () => {
      const answer = await sendRaw(app.origin, 'HELLO there\r\n\r\n');

      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('malformed-request');
    });
  });

  describe('a caller', () => {
    it('without a token is asked to sign in', async () => {
      const answer = await app.stranger.get('/users');

      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('without the permission is told which one it takes', async () => {
      const answer = await (await app.as('analyst')).get('/users');

      expectProblem(answer, 403, 'forbidden');
      expect(answer.body['permission']).toBe('user:manage');
    });
  });

  describe('a change', () => {
    it('must name the version that it was made from', async () => {
      const { id } = await newUser(admin);

      expectProblem(await admin.patch(`/users/${id}`, { displayName: 'B' }), 428, 'if-match-required');
      expectProblem(
        await admin.patch(`/users/${id}`, { displayName: 'B' }, undefined, { 'if-match': 'yesterday' }),
        400,
        'malformed-request',
      );
    });

    it('from a version that is not the current one is refused, and nothing is changed', async () => {
      const { id } = await newUser(admin);
      expect((await admin.patch(`/users/${id}`, { displayName: 'First' }, 1)).status).toBe(200);

      const late = await admin.patch(`/users/${id}`, { displayName: 'Second' }, 1);

      expectProblem(late, 412, 'stale-version');
      expect((await admin.get(`/users/${id}`)).body).toMatchObject({ displayName: 'First', version: 2 });
    });

    it('answers with the new version as ETag', async () => {
      const { id } = await newUser(admin);

      const changed = await admin.patch(`/users/${id}`, { displayName: 'Ada' }, 1);

      expect(changed.headers.get('etag')).toBe(`"${changed.body['version']}"`);
      expect(changed.body['version']).toBe(2);
    });
  });

  describe('a list', () => {
    it('is read page by page, each item once', async () => {
      await Promise.all(Array.from({ length: 5 }, () => newUser(admin)));
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Answer = await admin.get(`/users?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...page.body['items'].map(({ id }: { id: string }) => id));
        cursor = page.body['nextCursor'];
      }

      expect(seen.length).toBeGreaterThanOrEqual(6);
      expect(new Set(seen).size).toBe(seen.length);
    });

    it.each([
      ['no base64', '!!!'],
      ['no JSON', Buffer.from('nothing').toString('base64url')],
      ['another shape', Buffer.from('{"id":1}').toString('base64url')],
      ['too many parts', Buffer.from('["a","b","c"]').toString('base64url')],
      ['SQL', Buffer.from(`["' or 1=1 --"]`).toString('base64url')],
    ])('refuses a cursor that is %s', async (_, cursor) => {
      expectProblem(await admin.get(`/users?cursor=${encodeURIComponent(cursor)}`), 400, 'malformed-request');
    });

    it.each(['0', '201', '-1', 'ten', '1e2', '2.5', ''])('refuses a limit of %j', async (limit) => {
      expectProblem(await admin.get(`/users?limit=${limit}`), 400, 'malformed-request');
    });

    it('refuses a query member that it does not know', async () => {
      expectProblem(await admin.get('/users?offset=3'), 400, 'malformed-request');
    });
  });

  describe('every answer', () => {
    it('carries headers that keep browsers strict', async () => {
      for (const path of ['/users', '/nowhere', '/health/live']) {
        const { headers } = await app.stranger.get(path);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('x-powered-by')).toBeNull();
      }
    });

    it('is not to be stored where it may hold personal data', async () => {
      expect((await admin.get('/users')).headers.get('cache-control')).toBe('no-store');
    });
  });
});
