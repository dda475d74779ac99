import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Queues } from '#messaging';
import { MailServer } from '../harness/mail-server.js';
import { ProductProcess } from '../harness/product-process.js';
import { ReminderDesk } from '../harness/reminder-desk.js';
import { until } from '../harness/until.js';
import { seeded } from './seeded.js';

const REMINDERS = 2_000;
/** Moved or cancelled before their reminders went out, or their patients asleep. */
const SILENT = 60;
const KILLS = 20;
const WORKERS = 2;
/**
 * Messages that one worker can have handed over without a record of it: those of two jobs that are under way at a time,
 * and those whose outcomes are just being written.
 */
const AT_A_TIME = 2 * 2 * 20;
/** After this kill the queue's store is emptied as well. */
const EMPTIED_AFTER = 10;
const PATIENCE_MS = 120_000;

/** What is needed of a queue store besides its address. */
export interface StoreUnderFire {
  redisUrl?: string;
  /** Makes it forget everything. */
  empty(desk: ReminderDesk): Promise<void>;
}

/** Workers die at any moment over hundreds of due reminders, and the store forgets everything once. */
export function describeRemindersUnderFire(store: () => Promise<StoreUnderFire>): void {
  jest.setTimeout(20 * 60_000);
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
  const chance = seeded(seed);
  const mail = new MailServer();
  let fired: StoreUnderFire;
  let desk: ReminderDesk;

  beforeAll(async () => {
    fired = await store();
    await mail.start();
    mail.delay = 400;
    desk = await ReminderDesk.open(fired.redisUrl);
  });

  afterAll(async () => {
    ProductProcess.killAll();
    await desk.close();
    await mail.stop();
  });

  const startWorkers = (): Promise<ProductProcess[]> =>
    Promise.all(Array.from({ length: WORKERS }, () => ProductProcess.start('worker', desk.environment(mail.url))));

  async function killSometime(workers: ProductProcess[]): Promise<void> {
    const before = mail.received.length;
    await desk.sweepNow();
    await until(async () => mail.received.length > before || (await isAllSent()), PATIENCE_MS);
    await pause(chance() * 700);
    await Promise.all(workers.map((worker) => worker.kill()));
    await desk.letLeasesEnd();
  }

  /** Appointments of which nobody is to hear: moved, cancelled, or of people asleep. */
  async function bookSilent(): Promise<void> {
    const later = desk.practice.inMinutes(10 * 1_440);
    for (let number = 0; number < SILENT; number += 3) {
      const [moved, cancelled] = await Promise.all(['moved', 'cancelled'].map((why) => desk.bookSoon(`silent-${why}-${number}@example.org`)));
      await desk.practice.act(moved!, 'reschedule', { start: later });
      await desk.practice.act(cancelled!, 'cancel', { reason: 'ill' });
      await desk.bookAsleep(`silent-asleep-${number}@example.org`);
    }
  }

  async function isAllSent(): Promise<boolean> {
    return (await desk.ledger())['sent'] === REMINDERS;
  }

  it(`every reminder is on record as sent once, whatever was killed when (SEED=${seed})`, async () => {
    await bookSilent();
    let workers = await startWorkers();
    const booked = new Set<string>();
    for (let number = 0; number < REMINDERS; number += 50) {
      const some = Array.from({ length: 50 }, (_, more) => desk.bookSoon(`patient-${number + more}@example.org`));
      (await Promise.all(some)).forEach((id) => booked.add(id));
    }
    expect(booked.size).toBe(REMINDERS);
    for (let kills = 1; kills <= KILLS; kills++) {
      await killSometime(workers);
      if (kills === EMPTIED_AFTER) await fired.empty(desk);
      workers = await startWorkers();
    }
    await until(async () => {
      await desk.sweepNow();
      await pause(500);
      return isAllSent();
    }, PATIENCE_MS);

    expect(await desk.ledger()).toMatchObject({ sent: REMINDERS });
    expect(mail.received.filter(({ to }) => to?.[0]?.address?.startsWith('silent'))).toEqual([]);
    const { database } = desk.practice.app;
    const [row] = await database.query(`select count(*)::int as count, count(distinct key)::int as keys from notifications.deliveries
      where status = 'sent'`);
    expect(row).toEqual({ count: REMINDERS, keys: REMINDERS });
    const ids = mail.received.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(REMINDERS);
    expect(ids.length - REMINDERS).toBeLessThanOrEqual(KILLS * WORKERS * AT_A_TIME);
    const interrupted = await database.query('select 1 from scheduling.reminders where attempts > 1');
    expect(interrupted.length).toBeGreaterThan(0);
    expect(await database.query('select 1 from platform.deliveries where done_at is null')).toEqual([]);
  });

  it('and the schedules are there again, each once', async () => {
    const queues = desk.practice.app.app.get(Queues);
    const count = (name: string): Promise<number> => queues.ask(name, (queue) => queue.getJobSchedulersCount());
    await until(async () => (await count('scheduling.reminder-sweep')) === 1 && (await count('scheduling.appointments')) === 1, 60_000);
  });
}
