import type { ReadCriteria } from './search-criteria.js';
import type { SearchSource, SearchStatement } from './search-statement.js';

type Identifier = NonNullable<ReadCriteria['identifier']>;

const FULL_DATE = 10;

export const NAMES: SearchSource = {
  from: 'patients.patient_names n join patients.patients p on p.id = n.patient_id',
  key: ['n.word', 'n.other', 'n.patient_id'],
  settles: 'words',
};

/** What a merged record was known by leads to its survivor. */
export const SURVIVOR = 'join patients.patients p on p.id = coalesce(held.merged_into, held.id)';

/** Where in the order a page ended. */
export type Place = [first: string, second: string, id: string];

/** The way in that leaves the least to look at, from a place in its order on. */
export function sourceOf(read: ReadCriteria, statement: SearchStatement, after?: Place): SearchSource {
  if (read.mrn !== undefined) return byMrn(statement, read.mrn);
  if (read.identifier) return byIdentifier(statement, read.identifier, after);
  if (read.phone !== undefined) return byPhone(statement, read.phone, after);
  if (read.birthDate?.length === FULL_DATE) return byBirthDate(statement, read.birthDate, after);
  if (read.words.length === 1) return byWord(statement, read.words[0]!, after);
  if (read.words.length > 1) return byTwoWords(statement, read.words, after);
  if (read.birthDate !== undefined) return byPartOfBirthDate(statement, read.birthDate, after);
  return inOrderOfRegistration(statement, after);
}

/** Adds the criteria that the source has not settled; nobody is found by a record that was merged. */
export function narrow(read: ReadCriteria, { settles }: SearchSource, statement: SearchStatement): void {
  statement.where('p.merged_into is null');
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

function byMrn(statement: SearchStatement, mrn: string): SearchSource {
  statement.where(`held.mrn = ${statement.value(mrn)}`);
  return { from: `patients.patients held ${SURVIVOR}`, key: ['p.id'], settles: 'mrn' };
}

function byIdentifier(statement: SearchStatement, identifier: Identifier, after?: Place): SearchSource {
  const from = `patients.patient_identifiers i join patients.patients held on held.id = i.patient_id ${SURVIVOR}`;
  const key = ['i.system', 'p.id'];
  statement.where(identified(statement, identifier));
  if (after) statement.after(key, [after[0], after[2]]);
  return { from, key, settles: 'identifier' };
}

function identified(statement: SearchStatement, { system, value }: Identifier): string {
  const withValue = `i.value = ${statement.value(value)}`;
  return system === undefined ? withValue : `${withValue} and i.system = ${statement.value(system)}`;
}

function byPhone(statement: SearchStatement, phone: string, after?: Place): SearchSource {
  const from = `patients.patient_phones h join patients.patients p on p.id = h.patient_id`;
  const key = ['h.patient_id'];
  statement.where(`h.phone_key = ${statement.value(phone)}`);
  if (after) statement.after(key, [after[2]]);
  return { from, key, settles: 'phone' };
}

function byBirthDate(statement: SearchStatement, birthDate: string, after?: Place): SearchSource {
  const key = ['p.id'];
  statement.where(`p.birth_date = ${statement.value(birthDate)}`);
  if (after) statement.after(key, [after[2]]);
  return { from: 'patients.patients p', key, settles: 'birthDate' };
}

function byPartOfBirthDate(statement: SearchStatement, part: string, after?: Place): SearchSource {
  const key = ['p.birth_date', 'p.id'];
  if (after?.[0].startsWith(part)) {
    statement.after(key, [after[0], after[2]]);
    statement.where(statement.below('p.birth_date', part));
  } else statement.where(statement.startsWith('p.birth_date', part));
  return { from: 'patients.patients p', key, settles: 'birthDate' };
}

function inOrderOfRegistration(statement: SearchStatement, after?: Place): SearchSource {
  const key = ['p.id'];
  if (after) statement.after(key, [after[2]]);
  return { from: 'patients.patients p', key, settles: 'none' };
}

/** The place stands for the beginning of the prefix: two lower bounds would have the index read from the lesser one. */
function byWord(statement: SearchStatement, word: string, after?: Place): SearchSource {
  if (after?.[0].startsWith(word)) {
    statement.after(NAMES.key, after);
    statement.where(statement.below('n.word', word));
  } else statement.where(statement.startsWith('n.word', word));
  statement.where(`n.shared < ${statement.value(word.length)}`);
  return NAMES;
}

/**
 * Every known word that the longest one begins, and for each of them the names that hold it beside the
 * second; further words are looked for among those. A name that matches in several ways counts once.
 */
function byTwoWords(statement: SearchStatement, words: readonly string[], after?: Place): SearchSource {
  const [longest = '', second = '', ...rest] = byLength(words);
  const place = after?.[0].startsWith(longest) && after[1].startsWith(second) ? after : undefined;
  statement.where(`n.word = w.word`);
  statement.where(place ? fromPlace(statement, second, place) : statement.startsWith('n.other', second));
  statement.where(`not exists (
    select from unnest(p.name_words) a, unnest(p.name_words) b
    where a <> b and ${statement.startsWith('a', longest)} and ${statement.startsWith('b', second)} and (a, b) < (n.word, n.other))`);
  rest.forEach((word) => statement.where(hasWord(statement, word)));
  const known = statement.startsWith('word', longest, place?.[0]);
  return { ...NAMES, each: `(select word from patients.name_words where ${known}) w` };
}

/** What comes after the place: all of the words behind its word, and of that word itself the rest. */
function fromPlace(statement: SearchStatement, second: string, place: Place): string {
  const [word, other, id] = place.map((part) => statement.value(part));
  const from = `case when w.word = ${word} then ${other} else ${statement.value(second)} end`;
  return `n.other >= ${from} and ${statement.below('n.other', second)} and (w.word <> ${word} or (n.other, n.patient_id) > (${other}, ${id}))`;
}
