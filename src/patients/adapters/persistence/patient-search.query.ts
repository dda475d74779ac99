import type { Sql } from '#persistence';
import { type FoundPatient, type PatientCriteria, type ReadCriteria, readCriteria } from './search-criteria.js';
import { narrow, type Place, sourceOf } from './search-source.js';
import { type SearchSource, SearchStatement } from './search-statement.js';
import { SlipSearch } from './slip-search.js';

/** Rows fetched at the most, one more than a page of each size: few texts, so few prepared statements. */
const SIZES = [21, 51, 101];
const MOST = 201;
/** With fewer matches than this, words with a typing slip are tried as well. */
const TOO_FEW = 5;

/** Finds patients at a cost that does not grow with their number: every way in is a range of an index in the order of the answer. */
export class PatientSearch {
  private readonly slips: SlipSearch;

  constructor(private readonly sql: Sql) {
    this.slips = new SlipSearch(sql);
  }

  /**
   * One more than the limit where there are more. Names that hold a typing slip come after the others, on
   * the first page alone, and only where there are few of the others.
   */
  async find(criteria: PatientCriteria, limit: number, after?: string[]): Promise<FoundPatient[]> {
    const read = readCriteria(criteria);
    if (!read) return [];
    const found = await this.matching(read, limit, after);
    if (after || found.length >= Math.min(TOO_FEW, limit) || read.words.length === 0) return found;
    const ids = new Set(found.map(({ id }) => id));
    const similar = await this.slips.find(read, limit);
    return [...found, ...similar.filter(({ id }) => !ids.has(id))].slice(0, limit);
  }

  /** How many there are, slips aside; costs in proportion to that number. */
  async count(criteria: PatientCriteria): Promise<number> {
    const read = readCriteria(criteria);
    if (!read) return 0;
    const statement = new SearchStatement();
    const source = prepared(read, statement);
    const row = await this.sql.first<{ count: string }>(statement.count(source), statement.values);
    return Number(row?.count ?? 0);
  }

  private async matching(read: ReadCriteria, limit: number, after: string[] | undefined): Promise<FoundPatient[]> {
    const statement = new SearchStatement();
    const source = prepared(read, statement, after as Place | undefined);
    const text = statement.page(source, SIZES.find((size) => limit < size) ?? MOST);
    const { sql } = this;
    const { values } = statement;
    const rows = await (isShort(read) ? sql.lookups<FoundPatient>(text, values) : sql.query<FoundPatient>(text, values));
    return rows.length > limit + 1 ? rows.slice(0, limit + 1) : rows;
  }
}

/** One word alone is one range of an index; with more, many rows may have to be looked at for each that is found. */
function isShort({ words, ...others }: ReadCriteria): boolean {
  return words.length === 1 && Object.values(others).every((criterion) => criterion === undefined);
}

function prepared(read: ReadCriteria, statement: SearchStatement, after?: Place): SearchSource {
  const source = sourceOf(read, statement, after);
  narrow(read, source, statement);
  return source;
}
