import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import pg from 'pg';

/** Any constant will do, as long as every version of the product uses the same. */
const MIGRATION_LOCK = 4_713_000_001;

/**
 * Brings the schema up to date. Any number of processes may call it at once: one migrates while the
 * others wait on a transaction-scoped advisory lock, and then find nothing to do.
 * @returns names of the migrations that were run
 */
export async function migrate(ownerUrl: string, migrationsList: (new (...args: never[]) => Migration)[]): Promise<string[]> {
  const keeper = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, application_name: 'aceso-migrate' });
  await keeper.connect();
  try {
    await keeper.query('begin');
    await keeper.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    return await runPending(ownerUrl, migrationsList);
  } finally {
    await keeper.end();
  }
}

async function runPending(ownerUrl: string, migrationsList: (new (...args: never[]) => Migration)[]): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: { migrationsList: migrationsList as never, snapshot: false, silent: true, tableName: 'schema_migrations', transactional: true },
  });
  try {
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}
