import type { Client } from 'pg';
import type { Passwords } from './passwords.js';

export const DATABASE = 'aceso';
export const OWNER = 'aceso_owner';
export const APPLICATION = 'aceso';

export interface DatabasePlan {
  readonly passwords: Passwords;
  /** Whether the owner may create further databases, as a test run does for its suites. */
  readonly ownerCreatesDatabases: boolean;
}

/** Makes the two roles and the database where they are missing; the database last, so that one found is complete. */
export async function ensureDatabase(superuser: Client, plan: DatabasePlan): Promise<void> {
  const { rows } = await superuser.query('select from pg_database where datname = $1', [DATABASE]);
  if (rows.length > 0) return;
  const { owner, application } = plan.passwords;
  await ensureRole(superuser, OWNER, owner, plan.ownerCreatesDatabases ? 'createdb' : 'nocreatedb');
  await ensureRole(superuser, APPLICATION, application, 'nocreatedb');
  await superuser.query(`create database ${DATABASE} owner ${OWNER}`);
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
