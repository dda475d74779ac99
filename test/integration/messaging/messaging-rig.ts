import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { DomainEvent } from '#kernel';
import { Messaging, type PublishedEvent, type Timing } from '#messaging';
import { Database, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#testing';

/** The ORM starts with at least one mapping only; nothing here uses it. */
const Bed = defineEntity({ name: 'Bed', schema: 'platform', properties: { id: p.uuid().primary() } });

/** Everything waits for a fraction of a second only. */
const QUICK: Partial<Timing> = {
  poll: 50,
  longestPause: 200,
  resendAfter: 1_000,
  publishTimeout: 1_000,
  attempts: 3,
  firstBackoff: 50,
  scheduleCheck: 300,
  lockDuration: 1_000,
  stalledInterval: 500,
  storeRetry: 100,
};

/** A database of its own, and as many messaging processes on it as a test wants. */
export class MessagingRig {
  readonly reports: string[] = [];
  private readonly prefix = `rig-${randomUUID()}`;
  private readonly opened: Messaging[] = [];
  private owner!: TestDatabase;
  private database?: Database;
  unitOfWork!: MikroOrmUnitOfWork;
  sql!: Sql;
  bell!: OutboxBell;

  /** Queues are on Redis where an address is given, else on PostgreSQL. */
  constructor(private readonly redisUrl?: string) {}

  /** Our database, with the rights that the application has. */
  private get url(): string {
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(this.owner.url).pathname;
    return url.href;
  }

  async open(table: string): Promise<void> {
    this.owner = await createTestDatabase();
    await this.owner.query(`create table public.${table}; grant all on all tables in schema public to public`);
    const database = await Database.connect({ url: this.url, poolSize: 8 }, [Bed]);
    this.database = database;
    this.bell = new OutboxBell(database);
    this.unitOfWork = new MikroOrmUnitOfWork(database, this.bell);
    this.sql = new Sql(database, this.unitOfWork);
  }

  /** One process; started by the test, stopped by the rig. */
  process(timing: Partial<Timing> = {}): Messaging {
    const store = this.redisUrl === undefined ? { postgresUrl: this.url } : { redisUrl: this.redisUrl, redisPrefix: this.prefix };
    const report = (line: string): void => void this.reports.push(line);
    const messaging = new Messaging({ store, listenUrl: this.url, timing: { ...QUICK, ...timing }, report }, this);
    this.opened.push(messaging);
    return messaging;
  }

  /** Puts events into the outbox, in one transaction. */
  async record(...events: DomainEvent[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const recorded of events) await this.put(recorded);
    });
    this.bell.ring();
  }

  /** Puts an event into the outbox, in the surrounding unit of work. */
  async put(recorded: DomainEvent): Promise<void> {
    await this.sql.execute(INSERT, outboxValues(recorded));
  }

  /** The same on a connection of its own, whatever unit of work surrounds it. */
  async recordOutside(recorded: DomainEvent): Promise<void> {
    await this.database!.pool.query(INSERT, outboxValues(recorded));
  }

  async outside(query: string): Promise<unknown[]> {
    return (await this.database!.pool.query(query)).rows;
  }

  async clear(table: string): Promise<void> {
    await this.owner.query(`truncate public.${table}`);
  }

  /** What vacuum does now and then: PostgreSQL knows how few events there are. */
  async tidyOutbox(): Promise<void> {
    await this.owner.query('vacuum analyze platform.outbox');
  }

  /** Throws away whatever the store of the queues holds, as if it had died without a copy. */
  async emptyStore(): Promise<void> {
    if (this.redisUrl === undefined) {
      await this.truncateStore();
      return;
    }
    const client = new Redis(this.redisUrl);
    const keys = await client.keys(`${this.prefix}:*`);
    if (keys.length > 0) await client.del(...keys);
    client.disconnect();
  }

  /** Workers at work take their locks in another order, so the server may have to break a deadlock at our expense. */
  private async truncateStore(): Promise<void> {
    for (;;) {
      try {
        await this.owner.query('truncate bullmq.job, bullmq.scheduler, bullmq.meta, bullmq.event cascade');
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '40P01') throw error;
      }
    }
  }

  /** Cuts every connection of the application to this database, as a restart of the server does. */
  async cutConnections(): Promise<void> {
    const ours = 'usename = current_user and datname = current_database() and pid <> pg_backend_pid()';
    await once(this.url, `select pg_terminate_backend(pid) from pg_stat_activity where ${ours}`);
  }

  /** Closes the database to everybody, or opens it again. */
  async hide(hidden: boolean): Promise<void> {
    const url = new URL(this.owner.url);
    const statement = `alter database ${url.pathname.slice(1)} allow_connections ${!hidden}`;
    if (hidden) await this.cutConnections();
    url.pathname = '/postgres';
    await once(url.href, statement);
  }

  /** Ends the processes that a test started. */
  async settle(): Promise<void> {
    const open = this.opened.splice(0);
    await Promise.all(open.map((messaging) => messaging.work.stop(3_000)));
    await Promise.all(open.map((messaging) => messaging.close(1_000)));
    await this.emptyStore();
    await this.owner.query('truncate platform.outbox, platform.subscriptions, platform.deliveries, platform.leases cascade');
    this.reports.length = 0;
  }

  async close(): Promise<void> {
    if (this.redisUrl !== undefined) await this.emptyStore();
    await this.database?.close();
    // The driver does not wait until the server has noticed, and the owner may not end others' connections.
    const others = `select 1 from pg_stat_activity where datname = current_database() and usename <> current_user`;
    await until(async () => (await this.owner.query(others)).length === 0);
    await this.owner.drop();
  }
}

const INSERT = 'insert into platform.outbox (id, type, aggregate_id, payload) values ($1, $2, $3, $4)';

function outboxValues({ type, aggregateId, payload }: DomainEvent): unknown[] {
  return [randomUUID(), type, aggregateId, JSON.stringify(payload)];
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Waits until something is so. The test's own time limit is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

export function event(aggregateId: string, number: number, type = 'ward.bed-made.v1'): DomainEvent {
  return { type, aggregateId, payload: { number } };
}

export function numberOf(published: PublishedEvent): number {
  return Number(published.payload['number']);
}
