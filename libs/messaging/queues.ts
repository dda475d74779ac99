import { type Job, type JobsOptions, Queue, Worker, type WorkerOptions } from 'bullmq';
import { describeFailure } from '#kernel';
import { within } from './deadline.js';
import type { QueueStore } from './queue-store.js';
import type { Report, Timing } from './settings.js';

/** Ids and nothing else: what a job carries can be seen on the dashboard and outlives the record. */
export type JobData = Record<string, string>;
export type JobQueue = Queue<JobData, void, string>;
export type QueuedJob = Job<JobData, void, string>;
export type Process = (job: QueuedJob, token?: string, signal?: AbortSignal) => Promise<void>;

/** One job to be added. */
export interface NewJob {
  name: string;
  data: JobData;
  /** The same id is not added again while a job of that id exists. No integer, no colon. */
  id?: string;
  /** Milliseconds to wait first. */
  delay?: number;
  /** How often it is tried; as often as all others where absent. */
  attempts?: number;
}

/**
 * Seconds for which finished jobs stay visible on the dashboard. By age and not by number: on PostgreSQL
 * two workers that both trim to a number delete the same rows in different order, and one of them dies.
 */
const DONE_KEPT_FOR = 300;
const FAILED_KEPT_FOR = 30 * 24 * 3_600;
/** Deaths of workers that a job survives; more than that, and it is what kills them. */
const MOST_DEATHS = 10;

/** The queues and workers of this process, on whichever store is configured. */
export class Queues {
  private readonly queues = new Map<string, JobQueue>();
  private readonly workers: Worker[] = [];
  private readonly watchers: ((queue: JobQueue) => void)[] = [];

  constructor(
    readonly store: QueueStore,
    private readonly timing: Timing,
    private readonly report: Report,
  ) {}

  queue(name: string): JobQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const options = { ...this.store.forProducers(), defaultJobOptions: this.jobOptions() };
    const made = new Queue(name, options as never, this.store.backendFactory as never) as unknown as JobQueue;
    made.on('error', () => undefined);
    this.queues.set(name, made);
    this.watchers.forEach((watch) => watch(made));
    return made;
  }

  all(): JobQueue[] {
    return [...this.queues.values()];
  }

  /** Calls back for every queue there is and for each that is added later. */
  watch(watcher: (queue: JobQueue) => void): void {
    this.all().forEach(watcher);
    this.watchers.push(watcher);
  }

  /**
   * Adds jobs, those with a known id only once.
   * @throws where the store is away; what must not get lost therefore starts as an event or a row
   */
  async add(name: string, jobs: NewJob[]): Promise<void> {
    const entries = jobs.map((job) => {
      const opts = { ...withId(job), ...withAttempts(job), delay: job.delay ?? 0 };
      return { name: job.name, data: job.data, opts };
    });
    await this.ask(name, (queue) => queue.addBulk(entries));
  }

  /** @throws where the store is away */
  async find(name: string, id: string): Promise<QueuedJob | undefined> {
    return this.ask(name, (queue) => queue.getJob(id));
  }

  /** Asks the store for something, unless it is away: nobody waits for the queue. */
  async ask<T>(name: string, question: (queue: JobQueue) => Promise<T>): Promise<T> {
    const { publishTimeout } = this.timing;
    await within(publishTimeout, `reaching the queue ${name}`, this.store.assertReachable());
    return within(publishTimeout, `asking the queue ${name}`, question(this.queue(name)));
  }

  worker(name: string, process: Process, options: Partial<WorkerOptions> = {}): Worker {
    const { lockDuration, stalledInterval, storeRetry } = this.timing;
    const patience = { lockDuration, stalledInterval, runRetryDelay: storeRetry, maxStalledCount: MOST_DEATHS };
    const all = { ...patience, ...options, ...this.store.forWorker() };
    const worker = new Worker(name, process as never, all as never, this.store.backendFactory as never) as unknown as Worker;
    worker.on('error', (error: Error) => this.report(`worker of the queue ${name}: ${describeFailure(error)}`));
    this.workers.push(worker);
    return worker;
  }

  /**
   * Lets the workers finish what they are doing, for so many milliseconds at the most.
   * @returns names of the queues whose workers were still busy then; their jobs run again elsewhere
   */
  async stopWorkers(milliseconds: number): Promise<string[]> {
    const workers = this.workers.splice(0);
    const busy = new Set(workers);
    const closing = workers.map(async (worker) => {
      await worker.close();
      busy.delete(worker);
    });
    await within(milliseconds, 'stopping the workers', Promise.allSettled(closing)).catch(() => undefined);
    return [...busy].map((worker) => worker.name);
  }

  /** Gives up all connections, for so many milliseconds at the most. */
  async close(milliseconds: number): Promise<void> {
    await this.stopWorkers(milliseconds);
    const closing = this.all().map((queue) => queue.close());
    this.queues.clear();
    await within(milliseconds, 'closing the queues', Promise.allSettled(closing)).catch(() => undefined);
    await within(milliseconds, 'leaving the store of the queues', this.store.close()).catch(() => undefined);
  }

  private jobOptions(): JobsOptions {
    const { attempts, firstBackoff } = this.timing;
    return {
      attempts,
      backoff: { type: 'exponential', delay: firstBackoff, jitter: 0.2 },
      removeOnComplete: { age: DONE_KEPT_FOR },
      removeOnFail: { age: FAILED_KEPT_FOR },
    };
  }
}

function withAttempts({ attempts }: NewJob): { attempts?: number } {
  return attempts === undefined ? {} : { attempts };
}

function withId({ id }: NewJob): { jobId?: string } {
  if (id === undefined) return {};
  if (/^\d+$|:/.test(id)) throw new Error(`"${id}" can't be the id of a job.`);
  return { jobId: id };
}
