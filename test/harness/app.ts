import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createHttpApp } from '#http';
import type { Clock } from '#kernel';
import { Messaging } from '#messaging';
import { createTestDatabase, type TestDatabase } from '#testing';
import { AccessFacade } from '../../src/access/index.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig, type ReadyConfig } from '../../src/config.js';
import { Api, contracts } from './api.js';
import { Contract, documentOf } from './contract.js';
import { forgetKeys, HURRIED } from './hurried.js';

/** The product on a database of its own, listening on loopback. Every answer is held against the OpenAPI document. */
export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** A caller without a token. */
  stranger: Api;
  /** A signed-in caller who holds a role, everywhere or at one facility. A new user at each call. */
  as(role: string, grant?: { facilityId?: string; staffId?: string; patientId?: string }): Promise<Api>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Environment variables beside those that the harness sets. */
  env?: Record<string, string>;
  database?: TestDatabase;
  /** A clock that the test can move. */
  clock?: Clock;
  /** Queues are on this Redis, under a prefix of their own, else on PostgreSQL. */
  redisUrl?: string;
  /** The prefix, where other processes are to share the queues. */
  redisPrefix?: string;
  /** Jobs and events are worked off in the same process. */
  work?: boolean;
  /** Serves health and figures alone, as a worker does. */
  probesOnly?: boolean;
}

/** The configuration of a test process over a database. */
export function testConfig(databaseUrl: string, env: Record<string, string> = {}): ReadyConfig {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    JWT_KEYS: `test:${randomBytes(32).toString('hex')}`,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_USER: '1000000',
    RATE_LIMIT_ADDRESS: '1000000',
    PORT: '0',
    ...env,
  });
  return { ...config, databaseUrl };
}

/** Boots the product; `close` also drops the database unless it was given. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { env = {}, clock, redisUrl = '', redisPrefix = `test-${randomBytes(6).toString('hex')}`, work = false, probesOnly } = options;
  const database = options.database ?? (await createTestDatabase());
  const config = testConfig(database.url, { REDIS_URL: redisUrl, ...env });
  const module = AppModule.with(config, { clock, redisPrefix, timing: HURRIED });
  const { trustProxy, corsOrigins, auditReads } = config;
  const app = await createHttpApp(module, { logger: pino({ level: config.logLevel }), trustProxy, corsOrigins, probesOnly, auditReads });
  const messaging = app.get(Messaging);
  if (work) {
    messaging.openQueues();
    messaging.work.start();
  }
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  contracts.set(origin, new Contract(await documentOf(app)));
  const access = app.get(AccessFacade);
  return {
    app,
    database,
    origin,
    stranger: new Api(origin),
    as: async (role, grant = {}) => {
      const { facilityId, staffId, patientId } = grant;
      const email = `${role}-${randomBytes(5).toString('hex')}@test.invalid`;
      const user = await access.createUser({ email, displayName: `Test ${role}`, roles: [{ role, facilityId }], staffId, patientId });
      const { accessToken } = await access.startSession(user.id);
      return new Api(origin, accessToken, user.id);
    },
    close: async () => {
      await messaging.work.stop(5_000);
      await messaging.close(5_000);
      await app.close();
      if (redisUrl !== '') await forgetKeys(redisUrl, redisPrefix);
      if (!options.database) await database.drop();
    },
  };
}
