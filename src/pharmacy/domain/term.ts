import type { Code } from '#kernel';
import { searchKey } from './medication.js';

const ATC = 'http://www.whocc.no/atc';
/** Letters of the five levels of an ATC code. */
const ATC_LEVELS = [1, 3, 4, 5, 7];

/** A code as the knowledge base names things. */
export function codeTerm(system: string, code: string): string {
  return `${system}|${code.trim()}`;
}

/** A name as the knowledge base names things that have no code, or another than here: `acetylsalicylic_acid`. */
export function nameTerm(name: string): string {
  return `name|${searchKey(name.replaceAll('_', ' '))}`;
}

/** All terms by which the knowledge base may know what a code means. */
export function termsOf({ system, code, display }: Code): string[] {
  return [codeTerm(system, code), nameTerm(display)];
}

/** The classes above an ATC code, which its letters spell: J01CA04 is in J01CA, J01C, J01 and J. */
export function atcClasses({ system, code }: Code): string[] {
  if (system !== ATC) return [];
  return ATC_LEVELS.filter((length) => length < code.length).map((length) => codeTerm(ATC, code.slice(0, length)));
}

/** Whether two things have a term in common. */
export function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return !one.isDisjointFrom(other);
}
