import { JobProcessor, type WorkItem } from './job-processor.js';
import type { NewJob } from './queues.js';

/** Something was given up; the record of it says why. */
class GivenUp extends Error {
  constructor() {
    super('given up');
    this.name = 'GivenUp';
  }
}

/**
 * Shows what was given up among the failed jobs of a queue, by its id. Such a job fails at once, on purpose; when a person
 * retries it on the dashboard, what it stands for is tried once more.
 */
export abstract class DeadLetterProcessor extends JobProcessor {
  /** One job for each thing that was given up. */
  static jobsFor(ids: readonly string[]): NewJob[] {
    return ids.map((id) => ({ name: 'given-up', data: { id }, attempts: 1 }));
  }

  override async process({ attempt, data }: WorkItem): Promise<void> {
    if (attempt === 1) throw new GivenUp();
    await this.replay(data['id'] ?? '');
  }

  protected abstract replay(id: string): Promise<void>;
}
