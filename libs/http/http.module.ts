import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Database, Sql } from '#persistence';
import { HealthChecks } from './health/health-checks.js';
import { HealthController } from './health/health.controller.js';
import { SchemaCheck } from './health/schema-check.js';
import { TimeZoneCheck } from './health/time-zone-check.js';
import { KeysUnderWay } from './idempotency.js';
import { MetricsController, MetricsToken } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { RequestLoad } from './request-load.js';
import { type LinkOptions, SignedLinks } from './signed-links.js';
import { type RateLimitOptions, RateLimits } from './rate-limit/rate-limits.js';

/** What the interface needs to know of the product around it. */
export interface HttpModuleOptions {
  rateLimit: RateLimitOptions;
  /** Unset: figures for loopback alone. */
  metricsToken?: string;
  load: RequestLoad;
  links: LinkOptions;
  /** Names of the migrations without which this version cannot work. */
  migrations: string[];
}

/** Limits, health and figures of the interface. Every context may inject `HealthChecks`, `TimeZoneCheck` and `Metrics`. */
@Module({})
export class HttpModule {
  static with({ rateLimit, metricsToken, load, links, migrations }: HttpModuleOptions): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, MetricsController],
      providers: [
        HealthChecks,
        KeysUnderWay,
        { provide: RequestLoad, useValue: load },
        { provide: SignedLinks, useValue: new SignedLinks(links) },
        { provide: MetricsToken, useValue: { value: metricsToken } },
        { provide: RateLimits, useFactory: (sql: Sql) => new RateLimits(rateLimit, sql), inject: [Sql] },
        { provide: TimeZoneCheck, useFactory: (sql: Sql) => new TimeZoneCheck(sql), inject: [Sql] },
        { provide: SchemaCheck, useFactory: (sql: Sql) => new SchemaCheck(sql, migrations), inject: [Sql] },
        { provide: Metrics, useFactory: metricsOf, inject: [Database] },
      ],
      exports: [HealthChecks, KeysUnderWay, RequestLoad, TimeZoneCheck, Metrics, RateLimits, SignedLinks],
    };
  }

  constructor(checks: HealthChecks, sql: Sql, schema: SchemaCheck, timeZones: TimeZoneCheck) {
    checks.add('database', async () => void (await sql.query('select 1')));
    checks.add('migrations', () => schema.run());
    checks.add('timeZones', () => timeZones.run(), { required: false });
  }
}

function metricsOf({ pool }: Database): Metrics {
  const metrics = new Metrics();
  metrics.gauge('database_pool_connections', 'Open connections of this process to the database.', () => pool.totalCount);
  metrics.gauge('database_pool_idle_connections', 'Open connections that nobody uses.', () => pool.idleCount);
  metrics.gauge('database_pool_waiting_requests', 'Pieces of work that wait for a connection.', () => pool.waitingCount);
  return metrics;
}
