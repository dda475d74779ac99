import { randomInt } from 'node:crypto';

const SYLLABLES = [
  'ba',
  'che',
  'dor',
  'fi',
  'gul',
  'hen',
  'jo',
  'kra',
  'lem',
  'mi',
  'nov',
  'pe',
  'qua',
  'ris',
  'sto',
  'tu',
  'vel',
  'wy',
  'xa',
  'zor',
];

/** A word that nobody else in the suite has for a name. */
export function madeUpName(): string {
  const word = Array.from({ length: 5 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The smallest registration; whoever it is, is new. */
export function person(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: { given: ['Ada'], family: madeUpName() }, birthDate: '1979-03-08', sex: 'female', ...changes };
}
