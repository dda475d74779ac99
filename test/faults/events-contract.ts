import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createTestDatabase, type TestDatabase } from '#testing';

const WORKERS = 3;
const KILLS = 12;
const BEDS = 9;
const EVENTS = 900;

/** Longer than a job stays with a worker that gives no sign of life. */
const ASLEEP_FOR = 1_800;

/** Real worker processes, killed or put to sleep one after the other while events come in. */
export function describeKilledWorkers(redisUrl = ''): void {
  describe('workers that are killed or stopped at random', () => {
    const workers: ChildProcess[] = [];
    const prefix = `faults-${randomUUID()}`;
    let database: TestDatabase;

    function startWorker(): ChildProcess {
      const script = new URL('event-worker.mjs', import.meta.url).pathname;
      return spawn(process.execPath, [script, database.url, redisUrl, prefix], { stdio: ['ignore', 'ignore', 'inherit'] });
    }

    async function record(first: number, count: number): Promise<void> {
      await database.query(
        `insert into platform.outbox (id, type, aggregate_id, payload)
         select gen_random_uuid(), 'ward.bed-made.v1', 'bed-' || n % $3, jsonb_build_object('number', n)
         from generate_series($1::integer, $1 + $2 - 1) n order by n`,
        [first, count, BEDS],
      );
    }

    async function sleepThrough(victim: ChildProcess): Promise<void> {
      victim.kill('SIGSTOP');
      await pause(ASLEEP_FOR);
      victim.kill('SIGCONT');
    }

    async function forgetJobs(): Promise<void> {
      if (redisUrl === '') return;
      const redis = new Redis(redisUrl);
      const keys = await redis.keys(`${prefix}:*`);
      if (keys.length > 0) await redis.del(...keys);
      redis.disconnect();
    }

    beforeAll(async () => {
      database = await createTestDatabase();
      await database.query('create table counted (seq bigint generated always as identity, bed text, number integer)');
      for (let worker = 0; worker < WORKERS; worker++) workers.push(startWorker());
    });
    afterAll(async () => {
      const ended = workers.map((worker) => once(worker, 'exit'));
      workers.forEach((worker) => worker.kill('SIGKILL'));
      await Promise.all(ended);
      await forgetJobs();
      await database.drop();
    });

    it('leave no event undone, none done twice, and none before an earlier one of its aggregate', async () => {
      const portion = EVENTS / KILLS;
      for (let kill = 0; kill < KILLS; kill++) {
        await record(1 + kill * portion, portion);
        await pause(100 + Math.random() * 400);
        const victim = workers[kill % WORKERS]!;
        if (kill % 3 === 2) {
          await sleepThrough(victim);
        } else {
          victim.kill('SIGKILL');
          await once(victim, 'exit');
          workers[kill % WORKERS] = startWorker();
        }
      }
      const counted = () => database.query<{ bed: string; number: number }>('select bed, number from counted order by seq');
      while ((await counted()).length < EVENTS) await pause(100);
      const rows = await counted();
      expect(new Set(rows.map((row) => row.number)).size).toBe(EVENTS);
      expect(rows).toHaveLength(EVENTS);
      for (let bed = 0; bed < BEDS; bed++) {
        const numbers = rows.filter((row) => row.bed === `bed-${bed}`).map((row) => row.number);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }
    }, 120_000);
  });
}
