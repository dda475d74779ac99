import { Redis } from 'ioredis';

/** The last of the databases that a Redis has unless told otherwise. */
const SPARE = 15;

/**
 * Has work done on a Redis of this machine, or that of REDIS_URL, in its last database, which must be empty and is emptied
 * again; nothing where there is none.
 */
export async function onSpareRedis<T>(work: (url: string) => Promise<T>): Promise<T | undefined> {
  const address = new URL(process.env['REDIS_URL'] || 'redis://127.0.0.1:6379');
  address.pathname = `/${SPARE}`;
  const redis = new Redis(address.href, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    if ((await redis.dbsize()) > 0) return undefined;
  } catch {
    return undefined;
  }
  try {
    return await work(address.href);
  } finally {
    await redis.flushdb();
    redis.disconnect();
  }
}
