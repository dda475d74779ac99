import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { DomainEvent } from '#kernel';
import { Messaging, Migration20261101000200_messaging, migrateQueueStore, type PublishedEvent, type Timing } from '#messaging';
import { Database, MikroOrmUnitOfWork, Migration20261101000100_platform, migrate, OutboxBell, Sql } from '#persistence';

export type StoreKind = 'postgres' | 'redis';

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const REDIS = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

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

export async function redisAnswers(): Promise<boolean> {
  const client = new Redis(REDIS, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 500 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

/** A database of its own, and as many messaging processes on it as a test wants. */
export class MessagingRig {
  readonly reports: string[] = [];
  private readonly name = `messaging_${randomUUID().slice(0, 8)}`;
  private readonly prefix = this.name;
  private readonly opened: Messaging[] = [];
  private database?: Database;
  unitOfWork!: MikroOrmUnitOfWork;
  sql!: Sql;
  bell!: OutboxBell;

  constructor(readonly kind: StoreKind) {}

  get url(): string {
    const url = new URL(SERVER);
    url.pathname = `/${this.name}`;
    return url.href;
  }

  async open(): Promise<void> {
    await onServer(`create database ${this.name}`);
    await migrate(this.url, [Migration20261101000100_platform, Migration20261101000200_messaging]);
    await migrateQueueStore(this.url);
    const database = await Database.connect({ url: this.url, poolSize: 8 }, [Bed]);
    this.database = database;
    this.bell = new OutboxBell(database);
    this.unitOfWork = new MikroOrmUnitOfWork(database, this.bell);
    this.sql = new Sql(database, this.unitOfWork);
  }

  /** One process; started by the test, stopped by the rig. */
  process(timing: Partial<Timing> = {}): Messaging {
    const store = this.kind === 'redis' ? { redisUrl: REDIS, redisPrefix: this.prefix } : { postgresUrl: this.url };
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

  /** Throws away whatever the store of the queues holds, as if it had died without a copy. */
  async emptyStore(): Promise<void> {
    if (this.kind === 'postgres') {
      await this.sql.execute('truncate bullmq.job, bullmq.scheduler, bullmq.meta, bullmq.event cascade');
      return;
    }
    const client = new Redis(REDIS);
    const keys = await client.keys(`${this.prefix}:*`);
    if (keys.length > 0) await client.del(...keys);
    client.disconnect();
  }

  /** Ends the processes that a test started. */
  async settle(): Promise<void> {
    const open = this.opened.splice(0);
    await Promise.all(open.map((messaging) => messaging.work.stop(3_000)));
    await Promise.all(open.map((messaging) => messaging.close(1_000)));
    await this.emptyStore();
    await this.sql.execute('truncate platform.outbox, platform.subscriptions, platform.deliveries, platform.leases cascade');
    this.reports.length = 0;
  }

  async close(): Promise<void> {
    if (this.kind === 'redis') await this.emptyStore();
    await this.database?.close();
    await onServer(`drop database ${this.name} with (force)`);
  }
}

const INSERT = 'insert into platform.outbox (id, type, aggregate_id, payload) values ($1, $2, $3, $4)';

function outboxValues({ type, aggregateId, payload }: DomainEvent): unknown[] {
  return [randomUUID(), type, aggregateId, JSON.stringify(payload)];
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
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
