import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, Ids } from '#kernel';
import { PersistenceModule } from '#persistence';
import { SystemClock, UuidV7Ids, wireAs } from '#wiring';
import { entities } from '../mikro-orm.config.js';
import type { ReadyConfig } from './config.js';
import { AccessModule } from './access/index.js';
import { NotificationsModule } from './notifications/index.js';
import { StaffingModule } from './staffing/index.js';

/** Injection token of the configuration. */
export const CONFIG = Symbol('config');

@Global()
@Module({})
class SurroundingsModule {
  static with(config: ReadyConfig): DynamicModule {
    return {
      module: SurroundingsModule,
      providers: [{ provide: CONFIG, useValue: config }, wireAs(Clock, SystemClock), wireAs(Ids, UuidV7Ids)],
      exports: [CONFIG, Clock, Ids],
    };
  }
}

/** The whole product. */
@Module({})
export class AppModule {
  static with(config: ReadyConfig, onConnectionError?: (message: string) => void): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SurroundingsModule.with(config),
        PersistenceModule.forRoot({ url: config.databaseUrl, poolSize: config.databasePoolSize, onConnectionError }, entities),
        AccessModule.with({ jwtKeys: config.jwtKeys }),
        NotificationsModule.with({ smtpUrl: config.smtpUrl, mailFrom: config.mailFrom }),
        StaffingModule,
      ],
    };
  }
}
