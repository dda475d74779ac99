import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { expectProblem, sendRaw } from './problems.js';
import { newUser, userBody } from './users-rig.js';

const STRICT = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

describe('what is smuggled into a request', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  const raw = (lines: string[], body = ''): Promise<string> => sendRaw(app.origin, `${lines.join('\r\n')}\r\n\r\n${body}`);

  it('into a header ends no line of the answer', async () => {
    const bare = await raw(['GET /health/live HTTP/1.1', 'host: x', 'x-request-id: a\nset-cookie: stolen=1']);
    const encoded = await admin.get('/users?cursor=a%0d%0aset-cookie:%20stolen=1', { 'x-request-id': 'a%0d%0aset-cookie: stolen=1' });

    expect(bare).not.toMatch(/^set-cookie/im);
    expect(encoded.headers.get('set-cookie')).toBeNull();
    expect(encoded.headers.get('x-request-id')).not.toContain('stolen');
  });

  it('by two lengths, or by a length beside chunks, is refused', async () => {
    const head = ['POST /api/v1/auth/login HTTP/1.1', 'host: x', 'content-type: application/json'];
    const smuggled = 'GET /api/v1/users HTTP/1.1\r\nhost: x\r\n\r\n';

    for (const lengths of [['content-length: 2', 'content-length: 50'], ['content-length: 4', 'transfer-encoding: chunked']]) {
      const answer = await raw([...head, ...lengths], `0\r\n\r\n${smuggled}`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
    }
  });

  it('as another host, proxy or method is not believed', async () => {
    const { id } = await newUser(admin);
    const forged = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '203.0.113.9',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/v1/audit-events',
    };

    const created = await admin.post('/users', userBody(), forged);
    const read = await admin.get(`/users/${id}`, forged);

    expect(created.headers.get('location')).toBe(`/api/v1/users/${created.body['id']}`);
    expect(read.body['id']).toBe(id);
    const [row] = await app.database.query('select address from access.audit_events where resource_id = $1', [created.body['id']]);
    expect(row).toEqual({ address: '127.0.0.1' });
  });

  it.each([
    '/docs/assets/../../package.json',
    '/docs/assets/..%2f..%2fpackage.json',
    '/docs/assets/%2e%2e/%2e%2e/package.json',
    '/docs/assets/....//package.json',
    '/docs/assets/swagger-ui.css%00.json',
    '/docs/../../etc/passwd',
    '//etc/passwd',
    '/api/v1/../../package.json',
    '/admin/queues/static/..%2f..%2f..%2fpackage.json',
  ])('as a path gives no file away: %s', async (path) => {
    const answer = await raw([`GET ${path} HTTP/1.1`, 'host: x']);

    expect(answer).toMatch(/^HTTP\/1\.1 (400|401|403|404) /);
    expect(answer).not.toMatch(/"name": "|root:/);
  });

  it('as a member of every object changes none', async () => {
    const query = await admin.get('/users?__proto__[admin]=1&constructor[prototype][admin]=1');
    const patch = await admin.patch(`/users/${(await newUser(admin)).id}`, '{"__proto__":{"roles":[{"role":"admin"}]}}', 1);
    const form = await app.stranger.send('POST', '/auth/token', 'grant_type=client_credentials&__proto__=1&constructor=1', {
      'content-type': 'application/x-www-form-urlencoded',
    });

    expect([query.status, patch.status, form.status]).toEqual([400, 400, 401]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('as text that patterns choke on is answered at once', async () => {
    const texts = [`${'a'.repeat(30_000)}!`, `${'a@'.repeat(15_000)}`, `${'1-'.repeat(15_000)}`, `${' '.repeat(30_000)}x`, `${'\u0301'.repeat(20_000)}`];
    const began = performance.now();

    for (const text of texts) {
      expectProblem(await admin.post('/users', { ...userBody(), email: text, displayName: text }), 400, 'malformed-request');
      expect((await app.stranger.post('/auth/login', { email: text, password: text })).status).toBe(400);
      expect((await admin.post('/patients/search', { q: text })).status).toBe(400);
    }

    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('every answer', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  it.each(['/health/live', '/api/v1/users', '/nowhere', '/docs', '/docs/openapi.json', '/docs/problems', '/docs/page.js', '/metrics'])(
    'keeps browsers strict: %s',
    async (path) => {
      const { headers } = await app.stranger.get(path);

      expect(Object.fromEntries(Object.keys(STRICT).map((name) => [name, headers.get(name)]))).toEqual(STRICT);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      for (const name of ['server', 'x-powered-by', 'via']) expect(headers.get(name)).toBeNull();
    },
  );

  it('to what is no request is no more telling', async () => {
    const answer = await sendRaw(app.origin, 'GET / HTTP/9.9\r\n\r\n');

    expect(answer).toMatch(/x-content-type-options: nosniff/);
    expect(answer).not.toMatch(/node|fastify|\.js:/i);
  });
});
