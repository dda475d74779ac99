import { presentable } from '#kernel';
import { acting } from '#persistence';
import type { BackgroundRounds } from './background-rounds.js';
import { within } from './deadline.js';
import { EVENT_BATCHES_QUEUE, EVENTS_QUEUE } from './event-jobs.js';
import type { EventConsumer } from './event-consumer.js';
import type { JobProcessor, JobProcessors } from './job-processor.js';
import type { OutboxListener } from './outbox-listener.js';
import type { OutboxRelay } from './outbox-relay.js';
import type { QueuedJob, Queues } from './queues.js';
import type { ScheduleKeeper } from './schedule-keeper.js';
import type { Courtesy, Timing } from './settings.js';

/** Each holds one connection to the database for as long as it takes. */
const BATCHES_AT_A_TIME = 3;

/** Everything a worker process does: relays events, hands them to subscribers, does jobs, keeps schedules, makes rounds. */
export class BackgroundWork {
  constructor(
    private readonly queues: Queues,
    private readonly processors: JobProcessors,
    private readonly consumer: EventConsumer,
    private readonly relay: OutboxRelay,
    private readonly listener: OutboxListener,
    private readonly keeper: ScheduleKeeper,
    private readonly rounds: BackgroundRounds,
    private readonly manners: { timing: Timing; courtesy: Courtesy },
  ) {}

  /** Starts at once and without fail: whatever is away is waited for in the background. */
  start(): void {
    const { timing, courtesy } = this.manners;
    const consume = async (...job: Parameters<EventConsumer['process']>): Promise<void> => {
      await courtesy();
      await this.consumer.process(...job);
    };
    const consumeBatch = async (...job: Parameters<EventConsumer['processBatch']>): Promise<void> => {
      await courtesy();
      await this.consumer.processBatch(...job);
    };
    this.queues.worker(EVENTS_QUEUE, consume, { concurrency: timing.concurrency });
    this.queues.worker(EVENT_BATCHES_QUEUE, consumeBatch, { concurrency: BATCHES_AT_A_TIME });
    for (const processor of this.processors.all()) {
      this.queues.worker(processor.queue, (job) => run(processor, job), { concurrency: processor.concurrency });
    }
    this.keeper.start();
    this.relay.start();
    this.listener.start(() => this.relay.wake());
    this.rounds.start();
  }

  /**
   * Takes on nothing new and finishes what is under way, within so many milliseconds.
   * @returns names of the queues that were not finished then; their jobs run again elsewhere
   */
  async stop(milliseconds: number): Promise<string[]> {
    const others = Promise.allSettled([this.listener.stop(), this.relay.stop(), this.keeper.stop(), this.rounds.stop()]);
    const [busy] = await Promise.all([
      this.queues.stopWorkers(milliseconds),
      within(milliseconds, 'stopping the relay', others).catch(() => undefined),
    ]);
    return busy;
  }
}

async function run(processor: JobProcessor, job: QueuedJob): Promise<void> {
  const { id = '', name, data, attemptsMade, opts } = job;
  const item = { id, name, data, attempt: attemptsMade + 1, last: attemptsMade + 1 >= (opts.attempts ?? 1) };
  try {
    await acting.as({ kind: 'system', id: processor.queue }, () => processor.process(item));
  } catch (error) {
    throw presentable(error);
  }
}
