import { describe } from '@jest/globals';

/** A suite that needs Redis: given its URL where the test run has one, else counted as skipped. */
export function describeRedis(name: string, suite: (url: string) => void): void {
  const url = process.env['TEST_REDIS_URL'];
  (url ? describe : describe.skip)(name, () => suite(url ?? ''));
}
