import { Module } from '@nestjs/common';
import { HealthChecks, Metrics } from '#http';
import { Queues, type WaitingWork, Watchdog } from '#messaging';

/**
 * Shows the work in the background to those who watch: by the age of what is due, since a worker that says it runs may be dead.
 * Requests go on without the store of the queues, so its absence is reported and does not make a process unready.
 */
@Module({})
export class ObservationModule {
  constructor(metrics: Metrics, checks: HealthChecks, queues: Queues, watchdog: Watchdog) {
    checks.add('queues', () => reach(queues), { required: false });
    metrics.gauge('outbox_oldest_due_seconds', 'Age of the oldest event that is not delivered to everybody.', () =>
      watchdog.oldestDueOutboxAge(),
    );
    metrics.gauge('outbox_failed_deliveries', 'Deliveries that failed for good and wait for a person.', () => watchdog.failedDeliveries());
    const overQueues = (figure: (work: WaitingWork[]) => number) => async () => figure(await watchdog.oldestWaitingWork());
    metrics.gauge('queues_oldest_waiting_seconds', 'Age of the oldest job that could run now.', overQueues(oldest));
    metrics.gauge('queues_failed_jobs', 'Jobs that failed for good.', overQueues(failed));
  }
}

async function reach(queues: Queues): Promise<{ store: string }> {
  const [queue] = queues.all();
  if (queue) await queues.ask(queue.name, (asked) => asked.getJobCounts('waiting'));
  else await queues.store.assertReachable();
  return { store: queues.store.kind };
}

function oldest(work: WaitingWork[]): number {
  return Math.max(0, ...work.map(({ oldestSeconds }) => oldestSeconds));
}

function failed(work: WaitingWork[]): number {
  return work.reduce((sum, each) => sum + each.failed, 0);
}
