/**
 * Name pools, made from syllables: the same at every run. Families begin with a consonant and given names with a
 * vowel, so no name of one pool is a beginning of the other's.
 */
const ONSETS = ['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z'];
const VOWELS = ['a', 'e', 'i', 'o', 'u'];
const CODAS = ['', 'n', 'r', 'l', 's', 'rt', 'nd', 'm'];

function syllable(n: number): string {
  return ONSETS[n % 16]! + VOWELS[Math.floor(n / 16) % 5]! + CODAS[Math.floor(n / 80) % 8]!;
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

export const FAMILY_NAMES = Array.from({ length: 4_000 }, (_, n) =>
  capital(syllable(n % 640) + syllable((n * 37 + Math.floor(n / 640)) % 640)),
);
export const GIVEN_NAMES = Array.from({ length: 1_000 }, (_, n) =>
  capital(VOWELS[n % 5]! + syllable((n * 13) % 640) + (n >= 640 ? 'a' : '')),
);
