/** Letters up to which a slip is looked for; the trigger that fills `name_slips` knows the same. */
const LONGEST = 24;
/** Below this, every other short word would be a slip away. */
const SHORTEST_ASKED = 3;

/** Whether a word that was typed is long enough to be forgiven a slip. */
export function mayHoldSlip(word: string): boolean {
  const length = [...word].length;
  return length >= SHORTEST_ASKED && length <= LONGEST;
}

/**
 * The word, and the word with each one of its letters left out. Two words that are one slip apart have at
 * least one of these in common, so that equality finds what is similar (Garbe's symmetric deletion).
 */
export function slipForms(word: string): string[] {
  const letters = [...word];
  if (letters.length < 2 || letters.length > LONGEST) return [];
  return [...new Set([word, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))])];
}

/** Whether one letter left out, added, changed or swapped with its neighbour, or none, makes one word the other. */
export function isWithinOneSlip(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  const start = sameAtStart(a, b);
  const end = sameAtStart(a.slice(start).reverse(), b.slice(start).reverse());
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

function sameAtStart(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((letter, index) => letter !== other[index]);
  return at < 0 ? one.length : at;
}
