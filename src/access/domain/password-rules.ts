import { PasswordUnfit } from './access-errors.js';

/** Characters a password has at least while it is the only factor, and beside a second one (NIST SP 800-63B-4, 3.1.1.2). */
const LEAST_CHARACTERS = 15;
const LEAST_BESIDE_SECOND_FACTOR = 8;
const MOST_CHARACTERS = 128;
/** A password that is one piece of up to this many characters over and over is guessed early. */
const LONGEST_REPEATED_PIECE = 5;
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '0123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'];

/** The form in which passwords are checked and hashed, so that every keyboard's accents count alike. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/** What decides whether a password is fit, besides itself. */
export interface PasswordSetting {
  /** Words that belong to the account or product, such as the e-mail address. */
  about: readonly string[];
  /** It is on a list of those that attackers try first. */
  isCommon: boolean;
  hasSecondFactor: boolean;
}

/** A password that may be used. */
export interface FitPassword {
  /** As it is to be hashed. */
  text: string;
  /** Enough beside a second factor only. */
  isShort: boolean;
}

/**
 * Refuses passwords that are too short, too long, or among the first that an attacker tries; there
 * are no rules about kinds of characters.
 * @throws PasswordUnfit saying what is wrong
 */
export function fitPassword(password: string, { about, isCommon, hasSecondFactor }: PasswordSetting): FitPassword {
  const text = normalisedPassword(password);
  const { length } = [...text];
  const least = hasSecondFactor ? LEAST_BESIDE_SECOND_FACTOR : LEAST_CHARACTERS;
  if (length < least) throw new PasswordUnfit(`must have at least ${least} characters`);
  if (length > MOST_CHARACTERS) throw new PasswordUnfit(`must have at most ${MOST_CHARACTERS} characters`);
  if (isGuessable(text.toLowerCase(), about) || isCommon) {
    throw new PasswordUnfit('is among the first that an attacker would try');
  }
  return { text, isShort: isShortPassword(text) };
}

/** True where a password is not enough by itself. */
export function isShortPassword(password: string): boolean {
  return [...normalisedPassword(password)].length < LEAST_CHARACTERS;
}

function isGuessable(password: string, about: readonly string[]): boolean {
  return isRepetition(password) || isRun(password) || isAboutItself(password, about);
}

function isRepetition(password: string): boolean {
  for (let size = 1; size <= LONGEST_REPEATED_PIECE; size++) {
    const piece = password.slice(0, size);
    if (password === piece.repeat(Math.ceil(password.length / size)).slice(0, password.length)) return true;
  }
  return false;
}

/** Only neighbours in the alphabet, in digits or on a keyboard, started anew as often as it takes. */
function isRun(password: string): boolean {
  const follows = (run: string, one: string, next: string): boolean => {
    const [from, to] = [run.indexOf(one), run.indexOf(next)];
    return from >= 0 && to >= 0 && (Math.abs(from - to) === 1 || Math.abs(from - to) === run.length - 1);
  };
  let breaks = 0;
  for (let at = 1; at < password.length; at++) {
    if (!RUNS.some((run) => follows(run, password[at - 1]!, password[at]!))) breaks += 1;
  }
  return breaks <= password.length / LONGEST_REPEATED_PIECE;
}

/** Made of the account's own words and a few characters more. */
function isAboutItself(password: string, about: readonly string[]): boolean {
  const words = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 3);
  const rest = words.sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), password);
  return rest.length < LONGEST_REPEATED_PIECE;
}
