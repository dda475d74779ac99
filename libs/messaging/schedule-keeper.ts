import type { JobSchedulerJson, RepeatOptions } from 'bullmq';
import { describeFailure } from '#kernel';
import type { JobProcessors, Schedule } from './job-processor.js';
import type { Lease } from './lease.js';
import type { Queues } from './queues.js';
import type { Report, Timing } from './settings.js';

/** Milliseconds by which a tick may be late before its schedule counts as dead. */
const LATE = 60_000;

/** Sees to it that every schedule is in the store: at start, when the store comes back, and now and then. */
export class ScheduleKeeper {
  private timer?: NodeJS.Timeout | undefined;
  private checking?: Promise<void> | undefined;
  private failing = false;

  constructor(
    private readonly processors: JobProcessors,
    private readonly queues: Queues,
    private readonly lease: Lease,
    private readonly timing: Timing,
    private readonly report: Report,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.check(), this.timing.scheduleCheck);
    this.timer.unref();
    this.queues.store.onReturn(() => this.check());
    this.check();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.checking;
    await this.lease.release().catch(() => undefined);
  }

  private check(): void {
    if (this.timer === undefined) return;
    this.checking ??= this.keep().finally(() => (this.checking = undefined));
  }

  private async keep(): Promise<void> {
    try {
      if (await this.lease.hold()) await this.restoreMissing();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.report(`schedules could not be checked: ${describeFailure(error)}`);
      this.failing = true;
    }
  }

  private async restoreMissing(): Promise<void> {
    for (const { queue, schedules } of this.processors.all()) {
      for (const schedule of schedules) await this.restore(queue, schedule);
    }
  }

  private async restore(queueName: string, schedule: Schedule): Promise<void> {
    const present = await this.queues.ask(queueName, (queue) => queue.getJobScheduler(schedule.id));
    if (present && isAlive(present, schedule)) return;
    const template = { name: schedule.id, data: {}, opts: { attempts: 1 } };
    await this.queues.ask(queueName, (queue) => queue.upsertJobScheduler(schedule.id, repeatOf(schedule), template));
  }
}

function repeatOf({ every, pattern, timeZone }: Schedule): Omit<RepeatOptions, 'key'> {
  return every === undefined ? { pattern: pattern ?? '', tz: timeZone ?? 'UTC' } : { every };
}

function isAlive(present: JobSchedulerJson, schedule: Schedule): boolean {
  return rhythmOf(present) === rhythmOf(repeatOf(schedule)) && (present.next ?? 0) > Date.now() - LATE;
}

function rhythmOf({ every, pattern, tz }: Pick<RepeatOptions, 'every' | 'pattern' | 'tz'>): string {
  return every ? `every ${every}` : `${pattern} in ${tz ?? 'UTC'}`;
}
