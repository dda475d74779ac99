import type { ReadCriteria } from './search-criteria.js';
import type { SearchSource, SearchStatement } from './search-statement.js';

const FULL_DATE = 10;

export const NAMES: SearchSource = {
  from: 'patients.patient_names n join patients.patients p on p.id = n.patient_id',
  key: ['n.word', 'n.other', 'n.patient_id'],
  settles: 'words',
};

/** The way in that leaves the least to look at. */
export function sourceOf(read: ReadCriteria, statement: SearchStatement): SearchSource {
  if (read.mrn !== undefined) return bySingle(statement, read.mrn);
  if (read.identifier) return byIdentifier(statement, read.identifier);
  if (read.phone !== undefined) return byPhone(statement, read.phone);
  if (read.birthDate?.length === FULL_DATE) return byBirthDate(statement, read.birthDate);
  if (read.words.length === 1) return byWord(statement, read.words[0]!);
  if (read.words.length > 1) return byTwoWords(statement, read.words);
  if (read.birthDate !== undefined) return byBirthDate(statement, read.birthDate);
  return { from: 'patients.patients p', key: ['p.id'], settles: 'none' };
}

/** Adds the criteria that the source has not settled. */
export function narrow(read: ReadCriteria, { settles }: SearchSource, statement: SearchStatement): void {
  if (read.birthDate !== undefined && settles !== 'birthDate') statement.where(`(${statement.startsWith('p.birth_date', read.birthDate)})`);
  if (read.phone !== undefined && settles !== 'phone') {
    const key = statement.value(read.phone);
    statement.where(`exists (select from patients.patient_phones h where h.phone_key = ${key} and h.patient_id = p.id)`);
  }
  if (read.identifier && settles !== 'identifier') {
    statement.where(
      `exists (select from patients.patient_identifiers i where ${identified(statement, read.identifier)} and i.patient_id = p.id)`,
    );
  }
  if (settles !== 'words') read.words.forEach((word) => statement.where(hasWord(statement, word)));
}

/** The words of a query, the longest first: it has the fewest continuations. */
export function byLength(words: readonly string[]): string[] {
  return words.toSorted((one, other) => other.length - one.length);
}

export function hasWord(statement: SearchStatement, word: string): string {
  return `exists (select from unnest(p.name_words) x where ${statement.startsWith('x', word)})`;
}

function bySingle(statement: SearchStatement, mrn: string): SearchSource {
  statement.where(`p.mrn = ${statement.value(mrn)}`);
  return { from: 'patients.patients p', key: ['p.id'], settles: 'mrn' };
}

function byIdentifier(statement: SearchStatement, identifier: NonNullable<ReadCriteria['identifier']>): SearchSource {
  const from = `patients.patient_identifiers i join patients.patients p on p.id = i.patient_id`;
  statement.where(identified(statement, identifier));
  return { from, key: ['i.system', 'p.id'], settles: 'identifier' };
}

function identified(statement: SearchStatement, { system, value }: NonNullable<ReadCriteria['identifier']>): string {
  const withValue = `i.value = ${statement.value(value)}`;
  return system === undefined ? withValue : `${withValue} and i.system = ${statement.value(system)}`;
}

function byPhone(statement: SearchStatement, phone: string): SearchSource {
  const from = `patients.patient_phones h join patients.patients p on p.id = h.patient_id`;
  statement.where(`h.phone_key = ${statement.value(phone)}`);
  return { from, key: ['h.patient_id'], settles: 'phone' };
}

function byBirthDate(statement: SearchStatement, birthDate: string): SearchSource {
  const full = birthDate.length === FULL_DATE;
  statement.where(full ? `p.birth_date = ${statement.value(birthDate)}` : statement.startsWith('p.birth_date', birthDate));
  return { from: 'patients.patients p', key: ['p.birth_date', 'p.id'], settles: 'birthDate' };
}

function byWord(statement: SearchStatement, word: string): SearchSource {
  statement.where(statement.startsWith('n.word', word));
  statement.where(`n.shared < ${statement.value(word.length)}`);
  return NAMES;
}

/**
 * Every known word that the longest one begins, and for each of them the names that hold it beside the
 * second; further words are looked for among those. A name that matches in several ways counts once.
 */
function byTwoWords(statement: SearchStatement, words: readonly string[]): SearchSource {
  const [longest = '', second = '', ...rest] = byLength(words);
  statement.where(`n.word = w.word`);
  statement.where(statement.startsWith('n.other', second));
  statement.where(`not exists (
    select from unnest(p.name_words) a, unnest(p.name_words) b
    where a <> b and ${statement.startsWith('a', longest)} and ${statement.startsWith('b', second)} and (a, b) < (n.word, n.other))`);
  rest.forEach((word) => statement.where(hasWord(statement, word)));
  return { ...NAMES, each: `(select word from patients.name_words where ${statement.startsWith('word', longest)}) w` };
}
