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

/** What a part of a sort key is, so that a forged cursor is refused before it gets to the database. */
export type CursorPart = 'text' | 'uuid' | 'instant' | 'whole';

const SHAPES: Record<CursorPart, RegExp> = {
  text: /^[^\0]*$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  whole: /^\d{1,9}$/,
  instant: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d(:?\d\d)?)$/,
};

/**
 * The sort key that a cursor stands for.
 * @param parts what the key is made of, or the number of its parts where all are text
 */
export function cursorKey(cursor: string | undefined, parts: number | readonly CursorPart[]): string[] | undefined {
  if (cursor === undefined) return undefined;
  const expected = typeof parts === 'number' ? Array<CursorPart>(parts).fill('text') : parts;
  const fits = (part: unknown, at: number): boolean => typeof part === 'string' && SHAPES[expected[at] ?? 'text'].test(part);
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === expected.length && key.every(fits)) return key as string[];
  } catch {
    // Falls through: a cursor that is no JSON is as wrong as one with another shape.
  }
  throw new Malformed('The cursor is not one that this list has given out.', [{ pointer: '/cursor', message: 'unknown cursor' }]);
}
