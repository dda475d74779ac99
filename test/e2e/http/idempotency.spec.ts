import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { userBody } from './users-rig.js';

describe('an Idempotency-Key', () => {
  const env = { JWT_KEYS: `test:${randomBytes(32).toString('hex')}` };
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp({ env });
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  const create = (body: unknown, key: string, as = admin): Promise<Answer> => as.post('/users', body, { 'idempotency-key': key });

  async function usersNamed(email: unknown): Promise<number> {
    const rows = await app.database.query('select 1 from access.users where email = $1', [email]);
    return rows.length;
  }

  it('gives the first answer again', async () => {
    const [body, key] = [userBody(), randomUUID()];
    const first = await create(body, key);

    const second = await create(body, key);

    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    for (const header of ['location', 'etag', 'content-type']) expect(second.headers.get(header)).toBe(first.headers.get(header));
    expect(await usersNamed(body['email'])).toBe(1);
  });

  it('with another body is refused', async () => {
    const [body, key] = [userBody(), randomUUID()];
    await create(body, key);

    const other = await create({ ...body, displayName: 'Somebody else' }, key);

    expect(other.status).toBe(422);
    expect(other.body['code']).toBe('idempotency-key-reused');
  });

  it('with another address is refused', async () => {
    const [body, key] = [userBody(), randomUUID()];
    const { id } = (await create(body, key)).body;

    const other = await admin.post(`/users/${id}/roles`, { role: 'nurse' }, { 'idempotency-key': key });

    expect(other.body['code']).toBe('idempotency-key-reused');
  });

  it('is free again after a day, whether or not anybody has cleared it away', async () => {
    const key = randomUUID();
    await create(userBody(), key);
    await app.database.query(`update platform.idempotency_keys set created_at = now() - interval '25 hours' where key = $1`, [key]);

    const next = await create(userBody(), key);

    expect(next.status).toBe(201);
    expect(next.headers.get('idempotency-replayed')).toBeNull();
  });

  it('belongs to its caller alone', async () => {
    const key = randomUUID();
    const others = await app.as('admin');
    const [mine, theirs] = [userBody(), userBody()];

    expect((await create(mine, key)).status).toBe(201);
    expect((await create(theirs, key, others)).status).toBe(201);
  });

  it('is free again after an error', async () => {
    const key = randomUUID();
    const body = userBody();
    const failed = await create({ ...body, email: 'no address' }, key);

    const fixed = await create(body, key);

    expect(failed.status).toBe(400);
    expect(fixed.status).toBe(201);
  });

  it('sent twenty times at once does the thing once', async () => {
    const [body, key] = [userBody(), randomUUID()];

    const answers = await Promise.all(Array.from({ length: 20 }, () => create(body, key)));

    const created = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status, body: problem }) => status === 409 && problem['code'] === 'request-in-progress');
    expect(created.length).toBeGreaterThanOrEqual(1);
    expect(created.length + waiting.length).toBe(20);
    expect(new Set(created.map(({ body: user }) => user['id'])).size).toBe(1);
    expect(await usersNamed(body['email'])).toBe(1);
    expect((await create(body, key)).headers.get('idempotency-replayed')).toBe('true');
  });

  it('sent to two processes at once does the thing once', async () => {
    const other = await startTestApp({ database: app.database, env });
    const elsewhere = admin.at(other.origin);
    const [body, key] = [userBody(), randomUUID()];

    const answers = await Promise.all([admin, elsewhere, admin, elsewhere].map((api) => create(body, key, api)));

    await other.close();
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body: user }) => user['id'])).size).toBe(1);
    expect(await usersNamed(body['email'])).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with spaces', 'a key'],
  ])('that is %s is refused', async (_, key) => {
    const answer = await create(userBody(), key);

    expect(answer.status).toBe(400);
    expect(answer.body['code']).toBe('malformed-request');
  });

  it('is not taken where tokens are answered', async () => {
    const answer = await app.stranger.post(
      '/auth/login',
      { email: 'a@example.org', password: 'wrong' },
      { 'idempotency-key': randomUUID() },
    );

    expect(answer.status).toBe(401);
    expect(await app.database.query('select 1 from platform.idempotency_keys where body like $1', ['%accessToken%'])).toEqual([]);
  });
});
