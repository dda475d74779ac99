import { createHash } from 'node:crypto';
import pg from 'pg';

/** Statements a connection keeps prepared; beyond that, statements are sent unnamed. */
const MOST_PREPARED = 400;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
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
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const send = super.query.bind(this) as (...all: unknown[]) => never;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(...args);
    const name = nameOf(text);
    return name === undefined ? send(...args) : send({ name, text, values }, ...rest);
  }
}
