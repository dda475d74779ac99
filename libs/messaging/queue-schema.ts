import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Schema of the queues when they live in PostgreSQL; BullMQ brings its own tables and functions. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Brings the schema of PostgreSQL queues up to date, as the owner. Safe to call from several
 * processes at once. `applicationRole` is then allowed to work in it; it may also create there, since
 * BullMQ makes a sequence for each queue when its first batch of jobs arrives.
 */
export async function migrateQueueStore(ownerUrl: string, applicationRole?: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, application_name: 'aceso-migrate' });
  await client.connect();
  try {
    await runMigrations(client as never, QUEUE_SCHEMA);
    if (applicationRole !== undefined) await client.query(grants(client.escapeIdentifier(applicationRole), await ownSequences(client)));
  } finally {
    await client.end();
  }
}

/** The sequences that the application has made belong to it; only their owner could grant rights on them. */
async function ownSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select oid::regclass::text as name from pg_class
    where relkind = 'S' and relnamespace = '${QUEUE_SCHEMA}'::regnamespace and pg_has_role(relowner, 'usage')`);
  return rows.map(({ name }) => name);
}

function grants(role: string, sequences: readonly string[]): string {
  const onSequences = sequences.length === 0 ? '' : `grant usage, select, update on sequence ${sequences.join(', ')} to ${role};`;
  return `
    grant usage, create on schema ${QUEUE_SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${role};
    ${onSequences}
    grant execute on all functions in schema ${QUEUE_SCHEMA} to ${role};`;
}
