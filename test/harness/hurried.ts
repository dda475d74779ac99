import { Redis } from 'ioredis';
import type { Timing } from '#messaging';

/** Whatever would wait for seconds waits for a fraction of one. */
export const HURRIED: Partial<Timing> = {
  poll: 50,
  longestPause: 200,
  resendAfter: 1_000,
  firstBackoff: 50,
  scheduleCheck: 300,
  lockDuration: 1_000,
  stalledInterval: 500,
  storeRetry: 100,
};

/** Takes away what a test has left in a Redis that it shares with others. */
export async function forgetKeys(redisUrl: string, prefix: string): Promise<void> {
  const client = new Redis(redisUrl);
  for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 1_000 }) as AsyncIterable<string[]>) {
    if (keys.length > 0) await client.unlink(...keys);
  }
  client.disconnect();
}
