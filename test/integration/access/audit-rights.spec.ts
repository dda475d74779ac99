import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#testing';
import { SealAuditTrail } from '../../../src/access/application/seal-audit-trail.js';
import { checkAuditTrail } from '../../../src/access/index.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';

const NOT_ALLOWED = '42501';

const EVENT = `(id, actor_kind, action, resource_type) values (gen_random_uuid(), 'user', 'patient.read', 'patient')`;
const SEAL = `(n, previous, period, ats, ids, digests, hash, sealed_at)
  values ((select coalesce(max(n), 0) + 1 from access.audit_seals), sha256(gen_random_uuid()::text::bytea), 'empty', '{}', '{}', '', sha256('x'), now())`;

const OTHERS = 'select from pg_stat_activity where datname = current_database() and usename = $1';

describe('the role that the application has', () => {
  let database: TestDatabase;
  let application: pg.Client;
  let partition: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(database.url).pathname;
    application = new pg.Client({ connectionString: url.href });
    await application.connect();
    const [month] = await database.query<{ month: string }>("select to_char(now() at time zone 'UTC', 'YYYY_MM') as month");
    partition = `access.audit_events_${month!.month}`;
  });

  beforeEach(async () => {
    await application.query(`insert into access.audit_events ${EVENT}`);
    await application.query(`insert into access.audit_seals ${SEAL}`);
  });

  afterAll(async () => {
    await application.end();
    await database.drop();
  });

  /** SQLSTATE of the refusal; nothing where it was done. */
  async function attempt(statement: string): Promise<string | undefined> {
    try {
      await application.query(statement);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  it('may read the audit trail, its seals and what waits for one', async () => {
    for (const table of ['audit_events', 'audit_seals', 'audit_unsealed']) {
      expect((await application.query(`select from access.${table}`)).rowCount).toBeGreaterThan(0);
    }
  });

  it('may take from the queue of the sealer what it seals', async () => {
    expect(await attempt('delete from access.audit_unsealed')).toBeUndefined();
  });

  it.each([
    "update access.audit_events set action = 'x'",
    'delete from access.audit_events',
    'truncate access.audit_events',
    "update access.audit_events_default set action = 'x'",
    'delete from access.audit_events_default',
    `insert into access.audit_events_default ${EVENT}`,
    "update access.audit_seals set hash = sha256('y')",
    'delete from access.audit_seals',
    'truncate access.audit_seals',
    'insert into access.audit_unsealed values (now(), gen_random_uuid())',
    'update access.audit_unsealed set id = gen_random_uuid()',
    'truncate access.audit_unsealed',
    'alter table access.audit_events disable trigger user',
    'drop trigger audit_events_append_only on access.audit_events',
    'create or replace function access.await_seal() returns trigger language plpgsql as $$ begin return null; end $$',
    'drop table access.audit_events',
  ])('may not %s', async (statement) => {
    expect(await attempt(statement)).toBe(NOT_ALLOWED);
  });

  it.each(['update', 'delete', 'insert', 'truncate'])('may not %s past the whole trail, in the partition of a month', async (verb) => {
    const statement = {
      update: `update ${partition} set action = 'x'`,
      delete: `delete from ${partition}`,
      insert: `insert into ${partition} ${EVENT}`,
      truncate: `truncate ${partition}`,
    }[verb]!;
    expect(await attempt(statement)).toBe(NOT_ALLOWED);
  });

  it('gets no rights on partitions that are made later', async () => {
    await application.query('select access.make_audit_partitions(14)');
    const rows = await database.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'access'::regnamespace and relname ~ '^audit_events_' and has_table_privilege($1, oid, 'select, insert, update, delete')`,
      [new URL(process.env['TEST_DATABASE_APPLICATION_URL']!).username],
    );
    expect(rows).toEqual([]);
  });

  it('loses again at night what somebody gave it by mistake', async () => {
    const role = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!).username;
    await database.query(`grant all on all tables in schema access to ${role}`);
    expect(await attempt('truncate access.audit_unsealed')).toBeUndefined();

    await application.query('select access.make_audit_partitions(12)');

    expect(await attempt('truncate access.audit_unsealed')).toBe(NOT_ALLOWED);
    expect(await attempt('delete from access.audit_seals')).toBe(NOT_ALLOWED);
  });
});

describe('the product, with the rights of the application', () => {
  it('writes, seals and reads the audit trail', async () => {
    const database = await createTestDatabase();
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(database.url).pathname;
    const app = await startTestApp({ database: { ...database, url: url.href } });
    try {
      const auditor = await app.as('auditor');
      expect((await auditor.get('/audit-events')).status).toBe(200);
      await app.app.get(SealAuditTrail).execute();

      expect(await checkAuditTrail({ databaseUrl: url.href, patience: 0 })).toMatchObject({ seals: 1, found: 0, unsealed: { count: 0 } });
    } finally {
      await app.close();
      // The owner, who drops the database, may not end connections of another role.
      await until(async () => (await database.query(OTHERS, [url.username])).length === 0);
      await database.drop();
    }
  });
});

describe('the owner', () => {
  it('rewrites nothing by accident', async () => {
    const database = await createTestDatabase();
    try {
      await database.query(`insert into access.audit_events ${EVENT}`);
      await database.query(`insert into access.audit_seals ${SEAL}`);
      for (const table of ['access.audit_events', 'access.audit_seals']) {
        await expect(database.query(`delete from ${table}`)).rejects.toThrow('append-only');
        await expect(database.query(`truncate ${table}`)).rejects.toThrow('append-only');
      }
    } finally {
      await database.drop();
    }
  });
});
