import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AggregateRoot, UnitOfWork } from '#kernel';
import type { Database } from './database.js';
import { isWorthRetrying, translated } from './database-errors.js';
import { type OutboxBell, outboxRow } from './outbox.js';
import { WriteBatch } from './write-batch.js';

/** How often a closure is run again after it lost to somebody else. */
const MOST_ATTEMPTS = 4;

/** What belongs to one run of a unit of work. */
export class Scope {
  readonly batch = new WriteBatch();
  private manager?: SqlEntityManager;

  /** @param attempt 1 on the first run of the closure; higher where an earlier run lost a race */
  constructor(
    private readonly database: Database,
    readonly attempt: number,
  ) {}

  /** Made when first asked for, since a run that only adds rows needs none. */
  get em(): SqlEntityManager {
    this.manager ??= this.database.fork();
    return this.manager;
  }

  /** The entity manager, if aggregates were loaded or a transaction was opened. */
  get usedEm(): SqlEntityManager | undefined {
    return this.manager;
  }

  get isInTransaction(): boolean {
    return this.manager?.isInTransaction() ?? false;
  }

  /** Opens the transaction, for a statement that locks or writes by itself. */
  async begin(): Promise<void> {
    if (!this.isInTransaction) await this.em.begin();
  }
}

/**
 * The unit of work over MikroORM. A transaction is opened only by the first statement that locks or
 * writes; a run whose only write is its final batch of inserts needs none, since one statement is
 * atomic by itself.
 */
export class MikroOrmUnitOfWork extends UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope>();

  constructor(
    private readonly database: Database,
    private readonly bell: OutboxBell,
  ) {
    super();
  }

  /** The surrounding run, if there is one. */
  current(): Scope | undefined {
    return this.scopes.getStore();
  }

  override async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.current()) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work, attempt);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !isWorthRetrying(error)) throw translated(error);
        await sleep(Math.random() * 5 * attempt);
      }
    }
  }

  private async once<T>(work: () => Promise<T>, attempt: number): Promise<T> {
    const scope = new Scope(this.database, attempt);
    try {
      const result = await this.scopes.run(scope, work);
      const announces = await this.save(scope);
      if (announces) this.bell.ring();
      return result;
    } catch (error) {
      if (scope.isInTransaction) await scope.em.rollback().catch(() => undefined);
      throw error;
    }
  }

  private async save(scope: Scope): Promise<boolean> {
    const { usedEm, batch } = scope;
    if (usedEm) await this.saveChanges(scope, usedEm);
    if (!batch.isEmpty) {
      const { text, values } = batch.toStatement();
      await (scope.isInTransaction ? runInTransaction(scope.em, text, values) : this.database.pool.query(text, values));
    }
    if (scope.isInTransaction) await scope.em.commit();
    return batch.has('platform.outbox');
  }

  private async saveChanges(scope: Scope, em: SqlEntityManager): Promise<void> {
    const unit = em.getUnitOfWork();
    for (const entity of unit.getIdentityMap().values()) {
      if (entity instanceof AggregateRoot) entity.takeEvents().forEach((event) => scope.batch.add(outboxRow(event)));
    }
    unit.computeChangeSets();
    if (unit.getChangeSets().length === 0) return;
    await scope.begin();
    await em.flush();
  }
}

/** Runs a `$1`-style statement on the connection of the open transaction. */
export async function runInTransaction(em: SqlEntityManager, text: string, values: unknown[]): Promise<{ rows: unknown[]; count: number }> {
  const { rows, numAffectedRows } = await em.getTransactionContext()!.executeQuery({
    sql: text,
    parameters: values,
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: text },
  } as never);
  return { rows, count: Number(numAffectedRows ?? 0) };
}
