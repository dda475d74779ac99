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
export interface Scope {
  em: SqlEntityManager;
  batch: WriteBatch;
  /** 1 on the first run of the closure; higher where an earlier run lost a race. */
  attempt: number;
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

  /** Opens the transaction of the surrounding run, for a statement that locks or writes by itself. */
  async begin(scope: Scope): Promise<void> {
    if (!scope.em.isInTransaction()) await scope.em.begin();
  }

  private async once<T>(work: () => Promise<T>, attempt: number): Promise<T> {
    const scope: Scope = { em: this.database.fork(), batch: new WriteBatch(), attempt };
    try {
      const result = await this.scopes.run(scope, work);
      const announces = await this.save(scope);
      if (announces) this.bell.ring();
      return result;
    } catch (error) {
      if (scope.em.isInTransaction()) await scope.em.rollback().catch(() => undefined);
      throw error;
    }
  }

  private async save(scope: Scope): Promise<boolean> {
    this.collectEvents(scope);
    const { em, batch } = scope;
    const unit = em.getUnitOfWork();
    unit.computeChangeSets();
    const changes = unit.getChangeSets().length > 0;
    if (changes) await this.begin(scope);
    if (changes) await em.flush();
    if (!batch.isEmpty) {
      const { text, values } = batch.toStatement();
      await (em.isInTransaction() ? runInTransaction(em, text, values) : this.database.pool.query(text, values));
    }
    if (em.isInTransaction()) await em.commit();
    return batch.has('platform.outbox');
  }

  private collectEvents({ em, batch }: Scope): void {
    for (const entity of em.getUnitOfWork().getIdentityMap().values()) {
      if (entity instanceof AggregateRoot) entity.takeEvents().forEach((event) => batch.add(outboxRow(event)));
    }
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
