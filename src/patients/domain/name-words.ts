import type { HumanName } from '#kernel';

/** Letters that Unicode does not decompose into a base letter and a mark, as people type them without. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
};
const ODD_LETTER = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const PLAIN_ASCII = /^[\x20-\x7e]*$/;
/** Accents of Latin, Greek and Cyrillic letters; the marks of other scripts carry meaning and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
const APOSTROPHES = /['’‘ʼʻ`´]/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u;
/** Scripts in which a full name is written as one word. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;

/** UTF-16 units of a word that searches look at, and words of a name. */
const WORD_LENGTH = 40;
const MOST_WORDS = 8;
const KEY_LENGTH = 600;

/**
 * Text as names are compared: without case, accents and differences of encoding. The one place that
 * decides it, for what is stored and what is asked alike.
 */
export function folded(text: string): string {
  if (PLAIN_ASCII.test(text)) return text.toLowerCase();
  const bare = text.normalize('NFKD').toLowerCase().replace(ACCENTS, '');
  return bare.replace(ODD_LETTER, (letter) => PLAIN[letter] ?? letter).normalize('NFC');
}

/** The words of a text as a search sees them; what holds neither letters nor digits is taken as it is. */
export function wordsOf(text: string): string[] {
  const plain = folded(text).replace(APOSTROPHES, '');
  const words = plain.split(BETWEEN_WORDS).filter((word) => word !== '');
  const found = words.length > 0 ? words : plain.split(/\s+/).filter((word) => word !== '');
  return found.map((word) => word.slice(0, WORD_LENGTH));
}

/** The different words under which a name is found. */
export function nameWords({ given, family }: HumanName): string[] {
  const [familyWords, givenWords] = [wordsOf(family), given.flatMap(wordsOf)];
  const all = [...familyWords, ...givenWords];
  const joined = all.join('');
  const words = all.length > 1 && UNSPACED.test(joined) ? [...all, joined.slice(0, WORD_LENGTH)] : all;
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** The same for the same name, birth date and sex, however the name is spelt in case, accents and punctuation. */
export function duplicateKey({ given, family }: HumanName, birthDate: string, sex: string): string {
  const name = `${wordsOf(family).join(' ')}|${given.flatMap(wordsOf).join(' ')}`.slice(0, KEY_LENGTH);
  return `${name}|${birthDate}|${sex}`;
}

/** One word of a name beside another, as the search index holds it. */
export interface WordPair {
  word: string;
  /** Another word of the same name; empty where there is none. */
  other: string;
  /**
   * On one pair of each word: how many of its first letters a lesser word of the name has too. A search for
   * one prefix, longer than that, finds the name by this word and by no lesser one. `NOT_LEADING` on the rest.
   */
  shared: number;
}

export const NOT_LEADING = 32_767;

/** Every ordered pair of a name's words, so that any two of them can be looked up at once. */
export function wordPairs(words: readonly string[]): WordPair[] {
  const sorted = [...new Set(words)].sort();
  return sorted.flatMap((word, index) => {
    const shared = Math.max(0, ...sorted.slice(0, index).map((lesser) => commonStart(lesser, word)));
    const others = sorted.filter((other) => other !== word);
    if (others.length === 0) return [{ word, other: '', shared }];
    return others.map((other, place) => ({ word, other, shared: place === 0 ? shared : NOT_LEADING }));
  });
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
