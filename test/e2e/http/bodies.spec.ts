import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { expectProblem, sendRaw } from './problems.js';
import { newUser, userBody } from './users-rig.js';

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

describe('a body', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

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

/** Sends a body without Content-Length; answers with what comes back first. */
function sendInChunks(origin: string, token: string, body: string): Promise<string> {
  const head = `POST /api/v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
  const chunks = Array.from({ length: Math.ceil(body.length / 65_536) }, (_, index) => body.slice(index * 65_536, (index + 1) * 65_536));
  const framed = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return sendRaw(origin, `${head}transfer-encoding: chunked\r\n\r\n${framed}0\r\n\r\n`);
}
