import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newUser, userBody } from './users-rig.js';

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).toMatchObject({ status, type: `/docs/problems#${code}`, title: expect.any(String), detail: expect.any(String) });
  expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.[jt]s:\d|select |insert into|at \w+ \(/i);
}

describe('the conventions of the interface', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  describe('a body', () => {
    it('that is not JSON is refused', async () => {
      expectProblem(await admin.post('/users', '{"email": '), 400, 'malformed-request');
      expectProblem(await admin.send('PATCH', `/users/${ABSENT}`, '{', { 'if-match': '"1"' }), 400, 'malformed-request');
    });

    it('with unknown members is refused, naming each of them', async () => {
      const answer = await admin.post('/users', { ...userBody(), version: 7, isAdmin: true });

      expectProblem(answer, 400, 'malformed-request');
      expect(answer.body['errors'].map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/isAdmin', '/version']);
    });

    it('that is empty is none, whatever its media type is called', async () => {
      const { id } = await newUser(admin);

      expect((await (await app.as('nurse')).post('/auth/logout', '')).status).toBe(204);
      expectProblem(await admin.post(`/users/${id}/roles`, ''), 400, 'malformed-request');
    });

    it('that misses members is refused with a pointer and a reason for each', async () => {
      const answer = await admin.post('/users', { displayName: '' });

      expectProblem(answer, 400, 'malformed-request');
      const pointers = answer.body['errors'].map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(['/email', '/displayName']));
      answer.body['errors'].forEach((error: object) => expect(error).toEqual({ pointer: expect.any(String), message: expect.any(String) }));
    });

    it.each([['[]'], ['null'], ['"text"'], ['7']])('that is %s instead of an object is refused', async (body) => {
      const { status, body: problem } = await admin.post('/users', body);

      expect([400, 415]).toContain(status);
      expect(problem['code']).toBe('malformed-request');
    });

    it('over 1 MiB is refused, whether or not it says its length', async () => {
      const large = JSON.stringify({ ...userBody(), displayName: 'x'.repeat(2 * 1024 * 1024) });

      expectProblem(await admin.post('/users', large), 413, 'body-too-large');
      expect(await sendInChunks(app.origin, admin.token!, large)).toMatch(/^HTTP\/1\.1 413 /);
    });

    it('of another media type is refused', async () => {
      expectProblem(await admin.post('/users', '<user/>', { 'content-type': 'application/xml' }), 415, 'unsupported-media-type');
      expectProblem(
        await admin.post('/users', 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }),
        415,
        'unsupported-media-type',
      );
    });

    it.each([
      ['__proto__', '{"__proto__": {"admin": true}, "email": "a@example.org"}'],
      ['constructor.prototype', '{"constructor": {"prototype": {"admin": true}}, "email": "a@example.org"}'],
      ['a nested __proto__', '{"email": {"__proto__": {"admin": true}}}'],
    ])('with %s changes nothing', async (_, body) => {
      const answer = await admin.post('/users', body);

      expect(answer.status).toBe(400);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
      expect(answer.body['code']).toBe('malformed-request');
    });

    it('nested thousands deep is refused', async () => {
      const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

      expectProblem(await admin.post('/users', deep), 400, 'malformed-request');
      expectProblem(await admin.post('/users', `{"roles": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`), 400, 'malformed-request');
    });
  });

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

/** Sends a body without Content-Length; answers with what comes back first. */
function sendInChunks(origin: string, token: string, body: string): Promise<string> {
  const head = `POST /api/v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
  const chunks = Array.from({ length: Math.ceil(body.length / 65_536) }, (_, index) => body.slice(index * 65_536, (index + 1) * 65_536));
  const framed = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return sendRaw(origin, `${head}transfer-encoding: chunked\r\n\r\n${framed}0\r\n\r\n`);
}

/** Sends bytes as they are; answers with what comes back first. */
function sendRaw(origin: string, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(port), hostname);
  socket.once('data', (data) => {
    resolve(data.toString());
    socket.destroy();
  });
  socket.on('error', reject);
  socket.write(text);
  return promise;
}
