import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, Ids } from '#kernel';
import { MessagingModule, type Timing } from '#messaging';
import { HttpModule, RequestLoad } from '#http';
import { PersistenceModule } from '#persistence';
import { SystemClock, UuidV7Ids, wireAs } from '#wiring';
import { entities, migrations } from '../mikro-orm.config.js';
import type { ReadyConfig } from './config.js';
import { AccessModule } from './access/index.js';
import { InteropModule } from './interop/index.js';
import { NotificationsModule } from './notifications/index.js';
import { ObservationModule } from './observation.module.js';
import './problem-codes.js';
import { PatientsModule } from './patients/index.js';
import { DispensedMedicinesModule, DispensingModule, PharmacyModule, StockAlertsModule, StockModule } from './pharmacy/index.js';
import { SchedulingModule } from './scheduling/index.js';
import { StaffingModule } from './staffing/index.js';

/** Port of a server where none is set, which a worker beside it does not have. */
const DEFAULT_PORT = 3_000;

/** Injection token of the configuration. */
export const CONFIG = Symbol('config');

@Global()
@Module({})
class SurroundingsModule {
  static with(config: ReadyConfig, clock: Clock): DynamicModule {
    return {
      module: SurroundingsModule,
      providers: [{ provide: CONFIG, useValue: config }, { provide: Clock, useValue: clock }, wireAs(Ids, UuidV7Ids)],
      exports: [CONFIG, Clock, Ids],
    };
  }
}

/** What a process may set beside the configuration. */
export interface ProcessOptions {
  /** Hears one line about each lost connection and each failure in the background. */
  report?: (line: string) => void;
  /** How patient background work is; tests are less so. */
  timing?: Partial<Timing>;
  /** Put before every key in Redis, where several installations share one. */
  redisPrefix?: string;
  /** The system's own without it; a test brings one that it can move. */
  clock?: Clock;
}

/** Where a process listens, for people on the same machine. */
function originOf({ host, port }: ReadyConfig): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port === 0 ? DEFAULT_PORT : port}`;
}

/** Where messages are only kept, they are read on this very machine. */
function linksLeadTo(config: ReadyConfig): string | undefined {
  const kept = config.smtpUrl === undefined && config.sms === undefined;
  return config.publicUrl ?? (kept ? originOf(config) : undefined);
}

/** The whole product. */
@Module({})
export class AppModule {
  static with(config: ReadyConfig, options: ProcessOptions = {}): DynamicModule {
    const { report = () => undefined, timing, redisPrefix, clock = new SystemClock() } = options;
    const load = new RequestLoad();
    // A process of its own for jobs, as in production, has no requests to let go first.
    const courtesy = config.role === 'all' ? () => load.letUp() : undefined;
    const listenUrl = config.databaseDirectUrl ?? config.databaseUrl;
    return {
      module: AppModule,
      imports: [
        SurroundingsModule.with(config, clock),
        PersistenceModule.forRoot({ url: config.databaseUrl, poolSize: config.databasePoolSize, onConnectionError: report }, entities),
        HttpModule.with({
          rateLimit: config.rateLimit,
          metricsToken: config.metricsToken,
          load,
          links: { publicUrl: linksLeadTo(config), keys: config.linkKeys.length > 0 ? config.linkKeys : config.jwtKeys },
          migrations: migrations.map(({ name }) => name),
        }),
        MessagingModule.with({
          store: { redisUrl: config.redisUrl, postgresUrl: listenUrl, redisPrefix },
          listenUrl,
          timing,
          report,
          courtesy,
        }),
        AccessModule.with({
          jwtKeys: config.jwtKeys,
          totpRequiredRoles: config.totpRequiredRoles,
          providers: config.identityProviders,
          returnAddresses: config.returnAddresses,
          publicUrl: config.publicUrl ?? originOf(config),
          breakGlass: config.breakGlass,
          invitationDays: config.invitationDays,
          report,
        }),
        NotificationsModule.with(config),
        ObservationModule,
        StaffingModule,
        PatientsModule,
        SchedulingModule,
        PharmacyModule.with({ knowledgeMaxAgeDays: config.knowledgeMaxAgeDays }),
        StockModule,
        StockAlertsModule,
        DispensingModule,
        DispensedMedicinesModule,
        InteropModule,
      ],
    };
  }
}
