import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createHttpApp, openApiDocument } from '#http';
import { createTestDatabase, type TestDatabase } from '#testing';
import { AccessFacade } from '../../src/access/index.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig, type ReadyConfig } from '../../src/config.js';
import { Api, contracts } from './api.js';
import { Contract } from './contract.js';

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
export async function startTestApp({ env = {}, database: given }: TestAppOptions = {}): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const config = testConfig(database.url, env);
  const app = await createHttpApp(AppModule.with(config), { logger: pino({ level: config.logLevel }), trustProxy: config.trustProxy });
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  contracts.set(origin, new Contract(openApiDocument(app)));
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
      await app.close();
      if (!given) await database.drop();
    },
  };
}
