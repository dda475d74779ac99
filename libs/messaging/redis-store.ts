import { createRedisBackend, type BackendFactory, type IQueueBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { QueueStore, type StoreConnection } from './queue-store.js';
import type { Report } from './settings.js';

const CONNECT_TIMEOUT = 5_000;
/** Every queue and worker listens for a few things on the connection that it shares. */
const MOST_LISTENERS = 1_000;
const LONGEST_RECONNECT_PAUSE = 2_000;

/**
 * Told to disconnect while it pauses between two attempts, a connection of ioredis never says that it
 * ended, and BullMQ's worker waits for that word for ever when it is closed.
 */
class StoppableRedis extends Redis {
  constructor(...address: [url: string, options: RedisOptions] | [options: RedisOptions]) {
    super(...(address as unknown as [string]));
    this.on('error', () => undefined);
    this.setMaxListeners(MOST_LISTENERS);
  }

  override disconnect(reconnect = false): void {
    if (this.status === 'reconnecting' && !reconnect) this.status = 'wait';
    super.disconnect(reconnect);
  }

  override duplicate(override: Partial<RedisOptions> = {}): Redis {
    return new StoppableRedis({ ...this.options, ...override });
  }
}

/** Queues on Redis: one connection for all producers of the process, one more for all its workers. */
export class RedisQueueStore extends QueueStore {
  readonly kind = 'redis';
  readonly backendFactory = createRedisBackend as unknown as BackendFactory<IQueueBackend, never>;
  private readonly producers: Redis;
  private workers?: Redis;
  private away = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly prefix: string,
    private readonly report: Report,
  ) {
    super();
    this.producers = this.connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    this.producers.on('error', (error: Error) => this.lost(error));
    this.producers.on('close', () => this.lost());
    this.producers.on('ready', () => this.found());
  }

  forProducers(): StoreConnection {
    return { connection: this.producers, prefix: this.prefix };
  }

  forWorker(): StoreConnection {
    this.workers ??= this.connect({ maxRetriesPerRequest: null });
    return { connection: this.workers, prefix: this.prefix };
  }

  async assertReachable(): Promise<void> {
    if (this.producers.status === 'ready') return;
    if (this.away) throw new Error('Redis is away');
    await new Promise<void>((resolve, reject) => this.producers.once('ready', resolve).once('error', reject));
  }

  onReturn(listener: () => void): void {
    this.producers.on('ready', listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.producers.disconnect();
    this.workers?.disconnect();
  }

  private connect(options: RedisOptions): Redis {
    return new StoppableRedis(this.url, {
      ...options,
      connectTimeout: CONNECT_TIMEOUT,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_PAUSE),
    });
  }

  private lost(error?: NodeJS.ErrnoException): void {
    if (this.away || this.closed) return;
    this.away = true;
    this.report(`Redis is away (${error?.code ?? 'connection closed'}): work waits in the outbox`);
  }

  private found(): void {
    if (this.away) this.report('Redis is back');
    this.away = false;
  }
}
