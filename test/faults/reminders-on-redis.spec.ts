import { afterAll, describe } from '@jest/globals';
import { describeRemindersUnderFire } from './reminders-contract.js';
import { redisIsInstalled, ThrowawayRedis } from './throwaway-redis.js';

(redisIsInstalled() ? describe : describe.skip)('reminders while workers die and Redis is emptied', () => {
  let redis: ThrowawayRedis;
  describeRemindersUnderFire(async () => {
    redis = await ThrowawayRedis.start();
    return { redisUrl: redis.url, empty: () => redis.empty() };
  });
  afterAll(() => redis.stop());
});
