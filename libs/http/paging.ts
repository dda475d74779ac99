import { Malformed } from './errors.js';

/** A page of a list: the items, and where the next page begins. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/**
 * Makes a page from one row more than was asked for.
 * @param keyOf the sort key of a row; the next page begins after it
 */
export function pageOf<Row, Item>(rows: Row[], limit: number, keyOf: (row: Row) => string[], itemOf: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), nextCursor: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

/** The sort key that a cursor stands for. */
export function cursorKey(cursor: string | undefined, parts: number): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key as string[];
  } catch {
    // Falls through: a cursor that is no JSON is as wrong as one with another shape.
  }
  throw new Malformed('The cursor is not one that this list has given out.', [{ pointer: '/cursor', message: 'unknown cursor' }]);
}
