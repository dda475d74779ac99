import type { JobData } from './queues.js';

/** Work that comes back. A tick only wakes the processor; what is due stands in a table. */
export interface Schedule {
  /** Stable, unique within the queue: `sweep`. */
  id: string;
  /** Milliseconds between two ticks; or else a cron `pattern`, which is read in `timeZone` (UTC by default). */
  every?: number;
  pattern?: string;
  timeZone?: string;
}

/** One job, as its processor sees it. */
export interface WorkItem {
  id: string;
  /** The schedule's id where it is a tick. */
  name: string;
  data: JobData;
  /** 1 on the first try. */
  attempt: number;
  /** True where no further try follows a failure. */
  last: boolean;
}

/**
 * Does the jobs of one queue. A job may be done twice, so each effect is guarded by a row in a table;
 * the adapter that extends this calls one use case, as the system.
 */
export abstract class JobProcessor {
  /** Kebab-case, with its context in front: `scheduling.reminders`. */
  abstract readonly queue: string;
  readonly schedules: readonly Schedule[] = [];
  /** Jobs of this queue that one process does at a time. */
  readonly concurrency: number = 1;

  abstract process(item: WorkItem): Promise<void>;
}

/** The processors of all contexts. Module files add theirs before the application starts. */
export class JobProcessors {
  private readonly processors = new Map<string, JobProcessor>();

  add(processor: JobProcessor): void {
    if (this.processors.has(processor.queue)) throw new Error(`There are two processors of the queue "${processor.queue}".`);
    this.processors.set(processor.queue, processor);
  }

  all(): JobProcessor[] {
    return [...this.processors.values()];
  }
}
