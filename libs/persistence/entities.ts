import type { EntityClass, FilterQuery, SqlEntityManager } from '@mikro-orm/postgresql';
import type { AggregateRoot } from '#kernel';
import type { Database } from './database.js';
import { type MikroOrmUnitOfWork, runInTransaction, type Scope } from './unit-of-work.mikro-orm.js';
import { outboxRow } from './outbox.js';
import type { PendingInsert } from './write-batch.js';

/** What repositories load aggregates from and add them to. */
export class Entities {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: MikroOrmUnitOfWork,
  ) {}

  /** 1 on the first run of the surrounding unit of work, more where an earlier run lost a race. */
  get attempt(): number {
    return this.unitOfWork.current()?.attempt ?? 1;
  }

  /** Loads one aggregate; inside a unit of work, what is then changed on it is saved at its end. */
  async find<T extends object>(type: EntityClass<T>, where: FilterQuery<NoInfer<T>>): Promise<T | undefined> {
    return (await this.em().findOne(type, where)) ?? undefined;
  }

  async findAll<T extends object>(type: EntityClass<T>, where: FilterQuery<NoInfer<T>>): Promise<T[]> {
    return (await this.em().find(type, where)) as T[];
  }

  /** Adds a new aggregate, with the events it recorded. It is inserted when the unit of work ends. */
  add<T extends AggregateRoot>(aggregate: T, race?: string): void {
    const { batch } = this.scope();
    batch.add({ ...this.rowOf(aggregate), race });
    aggregate.takeEvents().forEach((event) => batch.add(outboxRow(event)));
  }

  /** Saves what was changed on loaded aggregates now, so that their `version` is the one to answer with. */
  async save(): Promise<void> {
    const scope = this.scope();
    await scope.begin();
    await scope.em.flush();
  }

  /** Adds a row that belongs to no aggregate's mapping. */
  insert(pending: PendingInsert): void {
    this.scope().batch.add(pending);
  }

  /**
   * Inserts what was added so far, in the transaction of the unit of work, so that what it reads from here on has it; and
   * keeps a statement within the number of parameters that PostgreSQL takes. A lost race shows here already.
   */
  async insertAdded(): Promise<void> {
    const scope = this.scope();
    if (scope.batch.isEmpty) return;
    await scope.begin();
    const { text, values } = scope.batch.take();
    await runInTransaction(scope.em, text, values);
  }

  /** True where the surrounding unit of work inserts into this table. */
  willInsertInto(table: string): boolean {
    return this.scope().batch.has(table);
  }

  private em(): SqlEntityManager {
    return this.unitOfWork.current()?.em ?? this.database.fork();
  }

  private scope(): Scope {
    const scope = this.unitOfWork.current();
    if (!scope) throw new Error('Rows are added inside a unit of work only.');
    return scope;
  }

  private rowOf(entity: object): PendingInsert {
    const { orm } = this.database;
    const meta = orm.getMetadata().get(entity.constructor as EntityClass<object>);
    const data = orm.em.getComparator().prepareEntity(entity) as Record<string, unknown>;
    const row: Record<string, unknown> = {};
    for (const prop of meta.props) {
      const column = prop.fieldNames?.[0];
      if (column && data[prop.name] !== undefined) row[column] = data[prop.name];
    }
    return { table: `${meta.schema}.${meta.tableName}`, row };
  }
}
