import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../mikro-orm.config.js';
import { ProductProcess } from '../harness/product-process.js';
import { until } from '../harness/until.js';

jest.setTimeout(120_000);

describe('four processes that start at once over an empty database', () => {
  const name = `replicas_${randomBytes(6).toString('hex')}`;
  let url: string;
  let client: pg.Client;

  async function onServer(statement: string): Promise<void> {
    const server = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL']! });
    await server.connect();
    await server.query(statement).finally(() => server.end());
  }

  beforeAll(async () => {
    await onServer(`create database ${name} template template0`);
    const own = new URL(process.env['TEST_DATABASE_URL']!);
    own.pathname = `/${name}`;
    url = own.href;
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });

  afterAll(async () => {
    ProductProcess.killAll();
    await client.end();
    await onServer(`drop database ${name} with (force)`);
  });

  it('migrate it once, make one administrator and one of each schedule', async () => {
    const keys = `test:${randomBytes(32).toString('hex')}`;
    const admin = { ADMIN_EMAIL: 'first@hospital.test', ADMIN_PASSWORD: 'a long enough test password' };
    const env = { DATABASE_URL: url, JWT_KEYS: keys, ...admin };
    const replicas = await Promise.all(Array.from({ length: 4 }, () => ProductProcess.start('all', env)));

    const migrated = await client.query<{ name: string }>('select name from schema_migrations order by id');
    expect(migrated.rows.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name));
    expect((await client.query('select 1 from access.users')).rowCount).toBe(1);
    expect(replicas.filter(({ words }) => words.includes('Administrator:'))).toHaveLength(1);

    const done = `select id from bullmq.job where queue = 'scheduling.reminder-sweep' and state = 'completed'`;
    const coming = `select id from bullmq.job where queue = 'scheduling.reminder-sweep' and state = 'delayed'`;
    const everyQueue = 'select queue, count(*)::int as count from bullmq.scheduler group by queue';
    await until(async () => (await client.query(done)).rowCount! > 0 && (await client.query(coming)).rowCount === 1, 60_000);
    const { rows } = await client.query<{ count: number }>(everyQueue);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.every(({ count }) => count === 1)).toBe(true);

    replicas.forEach(({ child }) => child.kill('SIGTERM'));
    expect(await Promise.all(replicas.map(({ exited }) => exited))).toEqual([0, 0, 0, 0]);
  });
});
