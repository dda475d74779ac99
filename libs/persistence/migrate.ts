import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import pg from 'pg';

/** Any constant will do, as long as every version of the product uses the same. */
const MIGRATION_LOCK = 4_713_000_001;

/**
 * Brings the schema up to date. Any number of processes may call it at once: one migrates while the
 * others wait on a transaction-scoped advisory lock, and then find nothing to do.
 * @param applicationRole may read and write what the migrations create, unless they revoke it
 * @returns names of the migrations that were run
 */
export async function migrate(
  ownerUrl: string,
  migrationsList: (new (...args: never[]) => Migration)[],
  applicationRole?: string,
): Promise<string[]> {
  const keeper = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, application_name: 'aceso-migrate' });
  await keeper.connect();
  try {
    await keeper.query('begin');
    await keeper.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const grants = applicationRole === undefined ? undefined : grantsByDefault(keeper.escapeIdentifier(applicationRole));
    return await runPending(ownerUrl, migrationsList, grants);
  } finally {
    await keeper.end();
  }
}

function grantsByDefault(role: string): string {
  return `
    alter default privileges grant usage on schemas to ${role};
    alter default privileges grant select, insert, update, delete on tables to ${role};
    alter default privileges grant usage, select on sequences to ${role};`;
}

async function runPending(
  ownerUrl: string,
  migrationsList: (new (...args: never[]) => Migration)[],
  grants: string | undefined,
): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: {
      migrationsList: migrationsList as never,
      snapshot: false,
      silent: true,
      tableName: 'schema_migrations',
      transactional: true,
    },
  });
  try {
    if (grants !== undefined) await orm.em.getConnection().execute(grants);
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}
