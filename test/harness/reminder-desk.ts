import { randomUUID } from 'node:crypto';
import { Queues } from '#messaging';
import { Practice } from '../e2e/scheduling/practice.js';
import { startTestApp } from './app.js';

/** A front desk in the test's own process; the reminders are sent by worker processes beside it. */
export class ReminderDesk {
  private booked = 0;

  private constructor(
    readonly practice: Practice,
    /** As many as one person can have at a time, three times over. */
    private readonly staffIds: readonly string[],
    private readonly appointmentTypeId: string,
    readonly redisUrl: string | undefined,
  ) {}

  static async open(redisUrl?: string): Promise<ReminderDesk> {
    const practice = await Practice.open(undefined, await startTestApp({ redisUrl, redisPrefix: 'aceso' }));
    const staffIds = await Promise.all([1, 2, 3].map(() => practice.doctor({ capacity: 1_000 })));
    return new ReminderDesk(practice, staffIds, await practice.type(), redisUrl);
  }

  /** What a process beside needs to work on the same database and queues. */
  environment(smtpUrl: string): Record<string, string> {
    const keys = `test:${randomUUID()}`;
    return { DATABASE_URL: this.practice.app.database.url, REDIS_URL: this.redisUrl ?? '', JWT_KEYS: keys, SMTP_URL: smtpUrl };
  }

  /** An appointment so close that its last reminder is due as soon as it is planned. */
  async bookSoon(email: string): Promise<string> {
    return this.bookFor(await this.practice.patient([{ system: 'email', value: email }]));
  }

  /** The same for somebody who is not to be disturbed at any time of the day. */
  async bookAsleep(email: string): Promise<string> {
    const patientId = await this.practice.patient([{ system: 'email', value: email }]);
    const preferences = { channels: ['email'], quietHours: { from: '00:00', to: '23:59' } };
    await this.practice.app.database.query('update patients.patients set reminder_preferences = $2, time_zone = $3 where id = $1', [
      patientId,
      JSON.stringify(preferences),
      this.practice.timeZone,
    ]);
    return this.bookFor(patientId);
  }

  private async bookFor(patientId: string): Promise<string> {
    const { appointmentTypeId } = this;
    const staffId = this.staffIds[this.booked++ % this.staffIds.length];
    const { body } = await this.practice.book({ patientId, staffId, appointmentTypeId, start: this.practice.inMinutes(90) });
    return body['id'] as string;
  }

  /** As an operator may, instead of waiting for the schedule. */
  async sweepNow(): Promise<void> {
    await this.practice.app.app.get(Queues).add('scheduling.reminder-sweep', [{ name: 'sweep', data: {} }]);
  }

  /** As if the minutes had passed after which an attempt counts as interrupted. */
  async letLeasesEnd(): Promise<void> {
    await this.practice.app.database.query('update scheduling.reminders set claimed_until = now() where claimed_until is not null');
  }

  /** Reminders by status. */
  async ledger(): Promise<Record<string, number>> {
    const rows = await this.practice.app.database.query<{ status: string; count: number }>(
      'select status, count(*)::int as count from scheduling.reminders group by status',
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  async close(): Promise<void> {
    await this.practice.close();
  }
}
