import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MailServer } from '../harness/mail-server.js';
import { ProductProcess } from '../harness/product-process.js';
import { ReminderDesk } from '../harness/reminder-desk.js';
import { until } from '../harness/until.js';
import { redisIsInstalled, ThrowawayRedis } from './throwaway-redis.js';

jest.setTimeout(4 * 60_000);

/** Longer than a job stays with a worker that gives no sign of life, and than others take to notice. */
const PAST_ITS_LOCK_MS = 50_000;

function describeStoppedWorker(store: () => Promise<ThrowawayRedis | undefined>): void {
  const mail = new MailServer();
  let redis: ThrowawayRedis | undefined;
  let desk: ReminderDesk;

  beforeAll(async () => {
    redis = await store();
    await mail.start();
    desk = await ReminderDesk.open(redis?.url);
  });

  afterAll(async () => {
    ProductProcess.killAll();
    await desk.close();
    await mail.stop();
    await redis?.stop();
  });

  it('leaves one send on record, and goes on working', async () => {
    mail.delay = 1_000;
    const env = desk.environment(mail.url);
    const stopped = await ProductProcess.start('worker', env);
    await desk.bookSoon('first@example.org');
    await until(async () => {
      await desk.sweepNow();
      return mail.received.length === 1;
    });
    stopped.child.kill('SIGSTOP');
    const other = await ProductProcess.start('worker', env);
    mail.delay = 0;
    await desk.letLeasesEnd();
    await desk.sweepNow();
    await until(async () => (await desk.ledger())['sent'] === 1);
    await pause(PAST_ITS_LOCK_MS);
    stopped.child.kill('SIGCONT');
    await other.kill();

    await desk.bookSoon('second@example.org');
    await until(async () => {
      await desk.sweepNow();
      return (await desk.ledger())['sent'] === 2;
    });
    expect(stopped.child.exitCode).toBeNull();
    expect(await desk.ledger()).toEqual({ sent: 2 });
    expect(new Set(mail.to('first@example.org').map(({ messageId }) => messageId)).size).toBe(1);
    expect(mail.to('second@example.org')).toHaveLength(1);
    const rows = await desk.practice.app.database.query('select status, attempts from notifications.deliveries order by attempts');
    expect(rows).toEqual([
      { status: 'sent', attempts: 1 },
      { status: 'sent', attempts: 2 },
    ]);
  });
}

describe('a worker that is stopped past its lock and continued, queues on PostgreSQL', () =>
  describeStoppedWorker(async () => undefined));

(redisIsInstalled() ? describe : describe.skip)('a worker that is stopped past its lock and continued, queues on Redis', () =>
  describeStoppedWorker(() => ThrowawayRedis.start()));
