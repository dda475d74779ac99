import { type DynamicModule, type FactoryProvider, Module, type Type } from '@nestjs/common';
import { UnitOfWork } from '#kernel';
import { IdempotencyKeys, Sql } from '#persistence';
import { BackgroundRounds } from './background-rounds.js';
import { BackgroundWork } from './background-work.js';
import { Deliveries } from './deliveries.js';
import { EventSubscriptions } from './event-subscriptions.js';
import { JobProcessors } from './job-processor.js';
import { Messaging, type MessagingSettings } from './messaging.js';
import { PruneIdempotencyKeys } from './prune-idempotency-keys.processor.js';
import { Queues } from './queues.js';
import { Watchdog } from './watchdog.js';

function part<T>(type: Type<T>, pick: (messaging: Messaging) => T): FactoryProvider<T> {
  return { provide: type, useFactory: pick, inject: [Messaging] };
}

/**
 * Events, jobs and schedules for every context. Nothing runs by itself: the process starts and stops
 * `BackgroundWork`, and closes `Messaging` last, in the order that its drain needs.
 */
@Module({})
export class MessagingModule {
  constructor(processors: JobProcessors, keys: IdempotencyKeys) {
    processors.add(new PruneIdempotencyKeys(keys));
  }

  static with(settings: MessagingSettings): DynamicModule {
    const open = (unitOfWork: UnitOfWork, sql: Sql): Messaging => new Messaging(settings, { unitOfWork, sql });
    const parts = [EventSubscriptions, JobProcessors, BackgroundRounds, Queues, Deliveries, BackgroundWork, Watchdog];
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: Messaging, useFactory: open, inject: [UnitOfWork, Sql] },
        part(EventSubscriptions, (messaging) => messaging.subscriptions),
        part(JobProcessors, (messaging) => messaging.processors),
        part(BackgroundRounds, (messaging) => messaging.rounds),
        part(Queues, (messaging) => messaging.queues),
        part(Deliveries, (messaging) => messaging.deliveries),
        part(BackgroundWork, (messaging) => messaging.work),
        part(Watchdog, (messaging) => messaging.watchdog),
      ],
      exports: [Messaging, ...parts],
    };
  }
}
