/** Letters up to which a slip is looked for. */
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
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
