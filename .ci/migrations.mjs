// Runs every migration on an empty database, once more to see that nothing is left to do, and compares the columns that
// the mappings name with those that the migrations made.
//   node .ci/migrations.mjs <folder for an embedded server>
//   node .ci/migrations.mjs <address of a server>      in a database of its own there, dropped at the end
//   node .ci/migrations.mjs --answers <address>        only whether that server takes us
import pg from 'pg';
import { migrateQueueStore } from '#messaging';
import { Database, EmbeddedPostgres, migrate } from '#persistence';
import { entities, migrations } from '../dist/mikro-orm.config.js';

async function onServer(url, statement) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

async function tryMigrations(ownerUrl) {
  const done = await migrate(ownerUrl, migrations);
  if (done.length !== migrations.length) throw new Error(`${migrations.length} migrations are listed, ${done.length} ran.`);
  const again = await migrate(ownerUrl, migrations);
  if (again.length > 0) throw new Error(`Ran a second time: ${again.join(', ')}`);
  await migrateQueueStore(ownerUrl);
  await migrateQueueStore(ownerUrl);
}

const columnsOf = (meta) =>
  Object.values(meta.properties).filter((property) => property.persist !== false).flatMap((property) => property.fieldNames ?? []);

async function compareMappings(url) {
  const { rows } = await onServer(url, 'select table_schema, table_name, column_name from information_schema.columns');
  const columns = new Set(rows.map((row) => `${row.table_schema}.${row.table_name}.${row.column_name}`));
  const database = await Database.connect({ url, poolSize: 2 }, entities);
  try {
    const mapped = [...database.orm.getMetadata().getAll().values()].filter((meta) => !meta.embeddable && !meta.abstract);
    const missing = mapped.flatMap((meta) =>
      columnsOf(meta).map((column) => `${meta.schema ?? 'public'}.${meta.tableName}.${column}`).filter((name) => !columns.has(name)),
    );
    if (missing.length > 0) throw new Error(`Mapped, but made by no migration: ${[...new Set(missing)].join(', ')}`);
    console.log(`${migrations.length} migrations, ${mapped.length} mappings`);
  } finally {
    await database.close();
  }
}

async function onEmbedded(dataDir) {
  const server = await EmbeddedPostgres.start({ dataDir, durable: false, onLine: console.log });
  try {
    await tryMigrations(server.ownerUrl);
    await compareMappings(server.ownerUrl);
  } finally {
    await server.stop();
  }
}

async function onGiven(address) {
  const name = `aceso_ci_${process.pid}`;
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  await onServer(address, `create database ${name}`);
  try {
    await tryMigrations(url);
    await compareMappings(url);
  } finally {
    await onServer(address, `drop database ${name} with (force)`);
  }
}

const [first, second] = process.argv.slice(2);
if (first === '--answers') process.exitCode = await onServer(second, 'select 1').then(() => 0, () => 1);
else await (/^postgres(ql)?:/.test(first) ? onGiven(first) : onEmbedded(first));
