/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export type Digest = (text: string) => string;

/** A row of the audit trail as the database has it now. Times are whole microseconds since 1970, in decimal. */
export interface AuditRow {
  at: string;
  /** Every other column by its name, the id among them. */
  columns: Record<string, unknown>;
}

/** What a seal says of one row. */
export interface SealedRow {
  at: string;
  id: string;
  digest: string;
}

/** A batch of rows, chained to the batch before. */
export interface Seal {
  /** Counts from 1 without gaps. */
  n: number;
  /** Hash of the seal before; `NO_SEAL` for the first. */
  previous: string;
  sealedAt: string;
  rows: readonly SealedRow[];
}

/** What stands for the hash before the first seal. */
export const NO_SEAL = '0'.repeat(64);

/** The digest of a row that was not there any more when its seal was made. */
export const NO_ROW = '0'.repeat(64);

/**
 * The digest of a row. Columns stand in the order of their names and empty ones are left out, so that a column that a later
 * version adds changes nothing for the rows before it.
 */
export function digestOf({ at, columns }: AuditRow, digest: Digest): string {
  const filled = Object.entries(columns).filter(([, value]) => value !== null);
  filled.sort(([one], [other]) => (one < other ? -1 : 1));
  return digest(JSON.stringify([at, ...filled]));
}

/** The hash of a seal, over everything that it says. */
export function hashOf({ n, previous, sealedAt, rows }: Seal, digest: Digest): string {
  const lines = rows.map(({ at, id, digest: row }) => `${at} ${id} ${row}`);
  return digest([n, previous, sealedAt, ...lines].join('\n'));
}
