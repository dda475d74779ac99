import { Client } from 'pg';
import type { Passwords } from './passwords.js';

export const DATABASE = 'aceso';
export const OWNER = 'aceso_owner';
export const APPLICATION = 'aceso';

export interface DatabasePlan {
  readonly port: number;
  readonly passwords: Passwords;
  /** Whether the owner may create further databases, as a test run does for its suites. */
  readonly ownerCreatesDatabases: boolean;
}

/**
 * Makes the two roles and the database where they are missing. The database gets its name last, so that one found under
 * it is complete. What the owner's migrations create can be read and written by the application unless they revoke it.
 */
export async function ensureDatabase(superuser: Client, plan: DatabasePlan): Promise<void> {
  const { rows } = await superuser.query('select from pg_database where datname = $1', [DATABASE]);
  if (rows.length > 0) return;
  const { owner, application } = plan.passwords;
  await ensureRole(superuser, OWNER, owner, plan.ownerCreatesDatabases ? 'createdb' : 'nocreatedb');
  await ensureRole(superuser, APPLICATION, application, 'nocreatedb');
  const draft = `${DATABASE}_draft`;
  await superuser.query(`drop database if exists ${draft}`);
  await superuser.query(`create database ${draft} owner ${OWNER}`);
  await grantDefaults(plan, draft);
  await superuser.query(`alter database ${draft} rename to ${DATABASE}`);
}

/** A connection string for a role of the embedded cluster. */
export function connectionString(role: string, password: string, port: number, database = DATABASE): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function ensureRole(superuser: Client, role: string, password: string, creates: string): Promise<void> {
  const { rows } = await superuser.query('select from pg_roles where rolname = $1', [role]);
  if (rows.length > 0) return;
  await superuser.query(`create role ${role} login ${creates} password ${superuser.escapeLiteral(password)}`);
}

async function grantDefaults({ port, passwords }: DatabasePlan, database: string): Promise<void> {
  const owner = new Client({ connectionString: connectionString(OWNER, passwords.owner, port, database) });
  await owner.connect();
  try {
    await owner.query(`
      alter default privileges grant usage on schemas to ${APPLICATION};
      alter default privileges grant select, insert, update, delete on tables to ${APPLICATION};
      alter default privileges grant usage, select on sequences to ${APPLICATION};
    `);
  } finally {
    await owner.end();
  }
}
