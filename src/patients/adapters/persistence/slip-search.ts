import type { Sql } from '#persistence';
import { NOT_LEADING } from '../../domain/name-words.js';
import { isWithinOneSlip, mayHoldSlip, slipForms } from '../../domain/typing-slip.js';
import type { FoundPatient, ReadCriteria } from './search-criteria.js';
import { byLength, hasWord, NAMES, narrow } from './search-source.js';
import { type SearchSource, SearchStatement } from './search-statement.js';

/** Known words that are taken for one typed word, and names that are found by them, at the most. */
const MOST_WORDS = 100;
const MOST_NAMES = 51;

const SIMILAR = `
  select distinct s.word from unnest($1::text[]) asked(form)
  cross join lateral (select word from patients.name_slips s where s.form = asked.form order by word limit ${MOST_WORDS}) s`;

/** Finds names in which one of the typed words holds a typing slip, and the others begin words of the name as they are. */
export class SlipSearch {
  constructor(private readonly sql: Sql) {}

  async find(read: ReadCriteria, limit: number): Promise<FoundPatient[]> {
    const found = new Map<string, FoundPatient>();
    for (const typed of byLength(read.words).filter(mayHoldSlip)) {
      const meant = await this.meantBy(typed);
      const rows = meant.length > 0 ? await this.names(meant, typed, read) : [];
      rows.forEach((row) => found.set(row.id, row));
      if (found.size >= limit) break;
    }
    return [...found.values()].slice(0, limit);
  }

  private async meantBy(typed: string): Promise<string[]> {
    const similar = await this.sql.query<{ word: string }>(SIMILAR, [slipForms(typed)]);
    const words = similar.map(({ word }) => word).filter((word) => !word.startsWith(typed) && isWithinOneSlip(word, typed));
    return words.sort().slice(0, MOST_WORDS);
  }

  private names(meant: string[], typed: string, read: ReadCriteria): Promise<FoundPatient[]> {
    const statement = new SearchStatement();
    const [other, ...rest] = byLength(read.words.filter((word) => word !== typed));
    const source: SearchSource = { ...NAMES, each: `unnest(${statement.value(meant)}::text[]) w(word)` };
    statement.where('n.word = w.word');
    statement.where(other === undefined ? `n.shared < ${NOT_LEADING}` : statement.startsWith('n.other', other));
    rest.forEach((word) => statement.where(hasWord(statement, word)));
    narrow(read, source, statement);
    return this.sql.query<FoundPatient>(statement.page(source, MOST_NAMES), statement.values);
  }
}
