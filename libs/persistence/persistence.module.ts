import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { EntitySchema } from '@mikro-orm/postgresql';
import { UnitOfWork } from '#kernel';
import { wire } from '#wiring';
import { Database, type DatabaseOptions } from './database.js';
import { Entities } from './entities.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { OutboxBell } from './outbox.js';
import { Sql } from './sql.js';
import { MikroOrmUnitOfWork } from './unit-of-work.mikro-orm.js';

/** The database for every context: `Sql`, `Entities` and the `UnitOfWork` over one connection pool. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot(options: DatabaseOptions, entities: EntitySchema[]): DynamicModule {
    const exported = [Database, MikroOrmUnitOfWork, UnitOfWork, Sql, Entities, IdempotencyKeys];
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: Database, useFactory: () => Database.connect(options, entities) },
        wire(OutboxBell, Database),
        wire(MikroOrmUnitOfWork, Database, OutboxBell),
        { provide: UnitOfWork, useExisting: MikroOrmUnitOfWork },
        wire(Sql, Database, MikroOrmUnitOfWork),
        wire(Entities, Database, MikroOrmUnitOfWork),
        wire(IdempotencyKeys, Sql, Entities),
      ],
      exports: exported,
    };
  }

  /** After the last request, whose work needs them. */
  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
