import { english } from './english-texts.js';
import { german } from './german-texts.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageTexts } from './message-wording.js';

/** What is said where a facility has no words of its own, by language. */
export const builtInTexts: Readonly<Record<string, Record<MessageKind, MessageTexts>>> = { en: english, de: german };

/** Spoken where nothing better is known. */
export const LAST_LANGUAGE = 'en';

/** The language of a BCP 47 tag without region and script. */
export function primaryLanguage(tag: string): string {
  return tag.split('-', 1)[0]!.toLowerCase();
}

/**
 * The first of the wished languages that there are words in.
 * @param isKnown whether there are words in a language, given as a lower-case tag
 */
export function chosenLanguage(wished: readonly (string | undefined)[], isKnown: (language: string) => boolean): string {
  for (const tag of wished) {
    if (tag === undefined || tag === '') continue;
    const known = [tag.toLowerCase(), primaryLanguage(tag)].find(isKnown);
    if (known !== undefined) return known;
  }
  return LAST_LANGUAGE;
}
