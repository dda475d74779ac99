import { createHash } from 'node:crypto';
import pg from 'pg';

/** Statements a connection keeps prepared; beyond that, statements are sent unnamed. */
const MOST_PREPARED = 400;
const names = new Map<string, string>();

/**
 * Put before a statement on tables that are empty at one time and full at another: it is planned each time it is sent, for
 * the table as it is then. A plan made for an empty table and kept would read all of a full one again and again.
 */
export const PLANNED_AFRESH = '/* planned afresh */';

function nameOf(text: string): string | undefined {
  if (text.startsWith(PLANNED_AFRESH)) return undefined;
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_PREPARED) return undefined;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/**
 * A connection that prepares every parameterised statement once and then only binds it. PostgreSQL
 * parses and plans a repeated statement once per connection that way, whoever sends it: the ORM or
 * our own SQL.
 */
export class PreparingClient extends pg.Client {
  /** A connection that is lost between two statements of a transaction fails the second one, and need not end the process. */
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const send = super.query.bind(this) as (...all: unknown[]) => never;
    if (text === 'begin') return this.begun(send(...args)) as never;
    if (text === 'rollback') return this.rolledBack(send(...args)) as never;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(...args);
    const name = nameOf(text);
    return name === undefined ? send(...args) : send({ name, text, values }, ...rest);
  }

  /**
   * The ORM's query builder hands a connection back after `commit` and `rollback` succeeded, and only
   * then: each connection lost at either end of a transaction would cost the pool a place for ever.
   * Where `begin` fails, nobody else gives it back.
   */
  private async begun(begin: Promise<unknown>): Promise<unknown> {
    try {
      return await begin;
    } catch (error) {
      (this as unknown as Partial<pg.PoolClient>).release?.(true);
      throw error;
    }
  }

  /** A lost connection has nothing left to roll back, which is no error. */
  private async rolledBack(rollback: Promise<unknown>): Promise<unknown> {
    try {
      return await rollback;
    } catch (error) {
      const isLost = !(this as unknown as { _queryable: boolean })._queryable;
      if (isLost) return { command: 'ROLLBACK', rowCount: 0, rows: [] };
      throw error;
    }
  }
}
