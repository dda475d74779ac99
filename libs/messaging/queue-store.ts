import type { BackendFactory, IQueueBackend } from 'bullmq';

/** What a queue or a worker is built with. */
export interface StoreConnection {
  connection: unknown;
  prefix?: string;
}

/** Where BullMQ keeps its jobs: one of the two kinds of store behind the same queues. */
export abstract class QueueStore {
  abstract readonly kind: 'redis' | 'postgres';
  abstract readonly backendFactory: BackendFactory<IQueueBackend, never>;
  /** For those who add jobs: fails at once when the store is away. */
  abstract forProducers(): StoreConnection;
  /** For workers: waits for the store to come back. */
  abstract forWorker(): StoreConnection;
  /** @throws where the store is known to be away, so that nobody waits for it */
  abstract assertReachable(): Promise<void>;
  /** Calls back whenever the store can be reached again after it was away. */
  abstract onReturn(listener: () => void): void;
  abstract close(): Promise<void>;
}
