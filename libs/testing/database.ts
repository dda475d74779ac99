import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A database of one suite's own. */
export interface TestDatabase {
  url: string;
  /** Plain SQL, for arranging and for looking underneath. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

function templateUrl(): URL {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests by `npm test`, which starts a server for them.');
  return new URL(url);
}

async function onServer(statement: string): Promise<void> {
  const url = templateUrl();
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** SQLSTATE of the refusal to end a process that somebody with more rights runs: autovacuum, for a moment. */
const NOT_OURS = '42501';

async function dropped(name: string, tries = 20): Promise<void> {
  try {
    await onServer(`drop database if exists ${name} with (force)`);
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_OURS || tries === 0) throw error;
    await pause(250);
    await dropped(name, tries - 1);
  }
}

/** Clones the migrated template into a new database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = templateUrl();
  const template = url.pathname.slice(1);
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async <Row>(text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as Row[],
    drop: async () => {
      await pool.end();
      await dropped(name);
    },
  };
}
