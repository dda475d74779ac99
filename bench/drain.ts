import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startWorker, stop } from './servers.js';

/** Seconds for which the worker is watched. */
const WATCHED = 15;

const DONE = 'select count(*) filter (where done_at is not null)::integer as done from platform.deliveries';

/**
 * Lets a worker do what the bookings of the contest left behind: plan the reminders of each.
 * @returns events done per second
 */
export async function drainRate(dataDir: string, ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const worker = await startWorker(dataDir);
  try {
    const count = async (): Promise<number> => (await client.query<{ done: number }>(DONE)).rows[0]!.done;
    while ((await count()) === 0) await pause(20);
    const [first, began] = [await count(), performance.now()];
    await pause(WATCHED * 1_000);
    const last = await count();
    return ((last - first) / (performance.now() - began)) * 1_000;
  } finally {
    await stop(worker);
    await client.end();
  }
}
