export { createTestDatabase, type TestDatabase } from './database.js';
export { CountingIds, DirectUnitOfWork, FixedClock, RecordedAuditTrail } from './fakes.js';
export { describeRedis } from './redis.js';
