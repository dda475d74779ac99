import type { UnitOfWork } from '#kernel';
import type { Sql } from '#persistence';
import { BackgroundRounds } from './background-rounds.js';
import { BackgroundWork } from './background-work.js';
import { Deliveries } from './deliveries.js';
import { EventConsumer } from './event-consumer.js';
import { EVENT_BATCHES_QUEUE, EVENTS_QUEUE } from './event-jobs.js';
import { EventSubscriptions } from './event-subscriptions.js';
import { JobProcessors } from './job-processor.js';
import { Lease } from './lease.js';
import { OutboxListener } from './outbox-listener.js';
import { OutboxRelay } from './outbox-relay.js';
import { PostgresQueueStore } from './postgres-store.js';
import { PruneOutbox } from './prune-outbox.processor.js';
import type { QueueStore } from './queue-store.js';
import { Queues } from './queues.js';
import { RedisQueueStore } from './redis-store.js';
import { ScheduleKeeper } from './schedule-keeper.js';
import { type Courtesy, DEFAULT_TIMING, type Report, type StoreSettings, type Timing } from './settings.js';
import { Watchdog } from './watchdog.js';

export interface MessagingSettings {
  store: StoreSettings;
  /** Database to listen on for news in the outbox; without it the relay only polls. */
  listenUrl?: string | undefined;
  timing?: Partial<Timing>;
  /** Waited for before each piece of work that nobody waits for, so that others in this process can go first. */
  courtesy?: Courtesy | undefined;
  report: Report;
}

/** What messaging needs from the persistence library. */
export interface MessagingDatabase {
  unitOfWork: UnitOfWork;
  sql: Sql;
}

/** All parts of messaging, put together for one process. */
export class Messaging {
  readonly subscriptions = new EventSubscriptions();
  readonly processors = new JobProcessors();
  readonly rounds: BackgroundRounds;
  readonly queues: Queues;
  readonly deliveries: Deliveries;
  readonly work: BackgroundWork;
  readonly watchdog: Watchdog;

  constructor(settings: MessagingSettings, { unitOfWork, sql }: MessagingDatabase) {
    const { report, courtesy = async () => undefined } = settings;
    const timing = { ...DEFAULT_TIMING, ...settings.timing };
    this.queues = new Queues(openStore(settings.store, report), timing, report);
    this.deliveries = new Deliveries(sql);
    this.watchdog = new Watchdog(this.deliveries, this.queues);
    this.processors.add(new PruneOutbox(this.deliveries));
    const relay = new OutboxRelay(this.deliveries, this.subscriptions, this.queues, timing, report, courtesy);
    const consumer = new EventConsumer(unitOfWork, this.deliveries, this.subscriptions, this.queues, () => relay.wake());
    const lease = new Lease(sql, 'schedules', 3 * timing.scheduleCheck);
    const keeper = new ScheduleKeeper(this.processors, this.queues, lease, timing, report);
    const listener = new OutboxListener(settings.listenUrl);
    this.rounds = new BackgroundRounds(report, courtesy);
    const { queues, processors, rounds } = this;
    this.work = new BackgroundWork(queues, processors, consumer, relay, listener, keeper, rounds, { timing, courtesy });
  }

  /** Opens every queue that the contexts work with, so that the dashboard and the metrics know them. */
  openQueues(): void {
    this.queues.queue(EVENTS_QUEUE);
    this.queues.queue(EVENT_BATCHES_QUEUE);
    this.processors.all().forEach(({ queue }) => this.queues.queue(queue));
  }

  /** Gives up all connections, for so many milliseconds at the most. */
  async close(milliseconds: number): Promise<void> {
    await this.queues.close(milliseconds);
  }
}

function openStore({ redisUrl, postgresUrl, redisPrefix }: StoreSettings, report: Report): QueueStore {
  if (redisUrl !== undefined) return new RedisQueueStore(redisUrl, redisPrefix ?? 'aceso', report);
  if (postgresUrl !== undefined) return new PostgresQueueStore(postgresUrl, report);
  throw new Error('Queues need REDIS_URL or a PostgreSQL database.');
}
