import type { ReadCriteria } from './search-criteria.js';

const SHOWN = `p.id, p.mrn, p.name, p.birth_date as "birthDate", p.sex, p.deceased_on as "deceasedOn"`;

/** Where the rows of a search come from, already in order. */
export interface SearchSource {
  from: string;
  /** Words `w`, in whose order the rows of each come; the rows are `from` for one of them. */
  each?: string;
  /** Columns of the order; the last is the patient's id. */
  key: string[];
  /** Which criterion the source has settled. */
  settles: keyof ReadCriteria | 'none';
}

/** The parts of a search: where rows come from, what narrows them, and the key they are ordered by. */
export class SearchStatement {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Adds a value; answers with its placeholder. */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  where(condition: string): void {
    this.conditions.push(condition);
  }

  /** A condition that a text column begins with a prefix: a range of a b-tree in collation C, or the rest of it from a value on. */
  startsWith(column: string, prefix: string, from = prefix): string {
    return `${column} >= ${this.value(from)} and ${this.below(column, prefix)}`;
  }

  /** A condition that a text column comes before whatever lies beyond a prefix. */
  below(column: string, prefix: string): string {
    return `${column} < ${this.value(`${prefix}\u{10ffff}`)}`;
  }

  /** Only what comes after a key in the order of the columns. */
  after(columns: readonly string[], values: readonly string[]): void {
    this.where(`(${columns.join(', ')}) > (${values.map((value) => this.value(value)).join(', ')})`);
  }

  /** The first rows in the order of the source, with their key as `k1` and `k2` beside `id`. */
  page({ from, key, each }: SearchSource, most: number): string {
    const [k1, k2] = [key.length > 1 ? key[0] : `''`, key.length > 2 ? key[1] : `''`];
    const rows = `select ${SHOWN}, ${k1} as k1, ${k2} as k2 from ${from}${this.condition} order by ${key.join(', ')} limit ${most}`;
    return each ? `select f.* from ${each} cross join lateral (${rows}) f order by w.word, f.k2, f.id limit ${most}` : rows;
  }

  /** How many rows there are. */
  count({ from, each }: SearchSource): string {
    const rows = `select 1 from ${from}${this.condition}`;
    return `select count(*) as count from ${each ? `${each} cross join lateral (${rows}) f` : `(${rows}) f`}`;
  }

  private get condition(): string {
    return this.conditions.length > 0 ? ` where ${this.conditions.join(' and ')}` : '';
  }
}
