import type { MikroOrmUnitOfWork } from './unit-of-work.mikro-orm.js';
import { runInTransaction } from './unit-of-work.mikro-orm.js';
import type { Database } from './database.js';
import { translated } from './database-errors.js';

/** Plain SQL with `$1` parameters, in the transaction of the surrounding unit of work if one is open. */
export class Sql {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: MikroOrmUnitOfWork,
  ) {}

  /**
   * Reads rows. Timestamps and dates arrive as PostgreSQL's text (see `instantText`), `bigint` as a string.
   * @throws Unavailable where the database is away
   */
  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const scope = this.unitOfWork.current();
    try {
      if (scope?.isInTransaction) return (await runInTransaction(scope.em, text, values)).rows as Row[];
      return (await this.database.pool.query(text, values)).rows as Row[];
    } catch (error) {
      throw translated(error);
    }
  }

  /**
   * The first row of a short read by key, or nothing. Shares its connection with the look-ups of other requests, so it
   * must be a matter of a few index entries and take no locks.
   */
  async lookup<Row extends object>(text: string, values: unknown[]): Promise<Row | undefined> {
    return (await this.lookups<Row>(text, values))[0];
  }

  /** All rows of a short read by key; see `lookup`. */
  async lookups<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    if (this.unitOfWork.current()?.isInTransaction) return this.query(text, values);
    try {
      return await this.database.lines.query<Row>(text, values);
    } catch (error) {
      throw translated(error);
    }
  }

  /** The first row, or nothing. */
  async first<Row>(text: string, values: unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(text, values))[0];
  }

  /**
   * Reads rows with a locking clause, or writes and returns rows: opens the transaction of the
   * surrounding unit of work first.
   */
  async lock<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    await this.unitOfWork.current()?.begin();
    return this.query<Row>(text, values);
  }

  /** Writes; answers with the number of rows concerned. Errors stay raw, so that a lost race is tried again. */
  async execute(text: string, values: unknown[] = []): Promise<number> {
    const scope = this.unitOfWork.current();
    if (!scope) return (await this.database.pool.query(text, values)).rowCount ?? 0;
    await scope.begin();
    return (await runInTransaction(scope.em, text, values)).count;
  }
}
