import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newUser } from './users-rig.js';

const OURS = 'https://app.hospital.example';
const ALSO_OURS = 'http://localhost:5173';

/** What a browser asks before it lets a page send something that is not plain. */
function preflight(api: Api, path: string, origin: string, method = 'PATCH'): Promise<Answer> {
  const headers = { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,if-match' };
  return api.send('OPTIONS', path, undefined, headers);
}

function corsHeaders({ headers }: Answer): string[] {
  return [...headers.keys()].filter((name) => name.startsWith('access-control-'));
}

describe('pages of other origins', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp({ env: { CORS_ORIGINS: `${OURS},${ALSO_OURS}` } });
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  it.each([OURS, ALSO_OURS])('may call the interface from %s, which is named', async (origin) => {
    const asked = await preflight(app.stranger, '/users', origin);

    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    expect(asked.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(asked.headers.get('vary')).toMatch(/\bOrigin\b/i);
    const answer = await admin.get('/users', { origin });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After/);
  });

  it('never get what a browser would send along by itself', async () => {
    const asked = await preflight(app.stranger, '/users', OURS);

    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await admin.get('/users', { origin: OURS })).headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each([
    'https://evil.example',
    'https://app.hospital.example.evil.example',
    'https://app.hospital.example:8443',
    'http://app.hospital.example',
    'https://APP.hospital.example',
    'null',
    '*',
  ])('may not from %s', async (origin) => {
    const asked = await preflight(app.stranger, '/users', origin);

    expect([asked.status, corsHeaders(asked)]).toEqual([404, []]);
    expect(corsHeaders(await admin.get('/users', { origin }))).toEqual([]);
  });

  it('read refusals too, before and behind the guards', async () => {
    const { id } = await newUser(admin);
    const refusals = [
      await app.stranger.get('/users', { origin: OURS }),
      await app.stranger.get('/nowhere', { origin: OURS }),
      await admin.patch(`/users/${id}`, {}, undefined, { origin: OURS }),
      await admin.post('/users', 'x', { origin: OURS, 'content-type': 'text/plain' }),
    ];

    expect(refusals.map(({ status }) => status)).toEqual([401, 404, 428, 415]);
    for (const { headers } of refusals) expect(headers.get('access-control-allow-origin')).toBe(OURS);
  });

  it('get nothing of the pages of ours, nor of what watches a process', async () => {
    for (const path of ['/docs', '/docs/openapi.json', '/health/live', '/metrics', '/admin/queues']) {
      expect([path, corsHeaders(await app.stranger.get(path, { origin: OURS }))]).toEqual([path, []]);
      expect([path, corsHeaders(await preflight(app.stranger, path, OURS, 'GET'))]).toEqual([path, []]);
    }
  });

  it('read that there were too many requests', async () => {
    const { stranger, close } = await startTestApp({ env: { CORS_ORIGINS: OURS, RATE_LIMIT_ADDRESS: '1' } });
    await stranger.get('/health/live');

    const { status, headers } = await stranger.get('/users', { origin: OURS });

    expect([status, headers.get('access-control-allow-origin')]).toEqual([429, OURS]);
    await close();
  });
});

describe('without origins that are named', () => {
  it('no page but our own calls the interface', async () => {
    const app = await startTestApp();

    const asked = await preflight(app.stranger, '/users', OURS);

    expect([asked.status, corsHeaders(asked)]).toEqual([404, []]);
    expect(corsHeaders(await app.stranger.get('/users', { origin: OURS }))).toEqual([]);
    await app.close();
  });
});
