import bidiFactory from 'bidi-js';
import type { Face, FontShelf } from './font-shelf.js';

/** Its types are those of an ES module, which it is not. */
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** After these a line may end without a space. */
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u;
/** What the shaping of a run turns round by itself. */
const TURNED = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

/** A letter with its marks, and where it can be drawn from. */
export interface Letter {
  text: string;
  face: Face;
}

/** A piece that is drawn at once, from left to right. */
export interface Run extends Letter {
  /** Of the Unicode bidirectional algorithm: odd where it is read from the right. */
  level: number;
}

export async function lettersOf(text: string, shelf: FontShelf): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (const { segment } of segments.segment(text.normalize('NFC').replace(/\s+/gu, ' ').trim())) {
    letters.push(await shelf.letter(segment, letters.at(-1)?.face));
  }
  return letters;
}

/** All that may be drawn of a letter: a bracket is drawn as its opposite within text that is read from the right. */
export function shapesOf({ text }: Letter): string {
  return text + mirrored(text);
}

/** Pieces between which a line may end. */
export function wordsOf(letters: readonly Letter[]): Letter[][] {
  const words: Letter[][] = [[]];
  for (const letter of letters) {
    words.at(-1)!.push(letter);
    if (letter.text === ' ' || UNSPACED.test(letter.text)) words.push([]);
  }
  return words.filter((word) => word.length > 0);
}

/** The pieces of a line in the order in which they stand, by the Unicode bidirectional algorithm within text that is read from the left. */
export function runsOf(line: readonly Letter[]): Run[] {
  const text = line.map((letter) => letter.text).join('');
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
  const runs: Letter[][] = [];
  const levelOf: number[] = [];
  let at = 0;
  for (const letter of line) {
    const level = levels[at] ?? 0;
    if (levelOf.at(-1) !== level || runs.at(-1)?.[0]?.face !== letter.face) {
      runs.push([]);
      levelOf.push(level);
    }
    runs.at(-1)!.push(letter);
    at += letter.text.length;
  }
  return reordered(runs.map((letters, index) => ({ ...drawn(letters, levelOf[index]!), level: levelOf[index]! })));
}

function drawn(letters: readonly Letter[], level: number): Letter {
  const { face } = letters[0]!;
  const texts = letters.map(({ text }) => text);
  if (level % 2 === 0) return { face, text: texts.join('') };
  const opposite = texts.map(mirrored);
  return { face, text: (TURNED.test(texts.join('')) ? opposite : opposite.toReversed()).join('') };
}

function mirrored(text: string): string {
  return bidi.getMirroredCharacter(text) ?? text;
}

/** Rule L2 of the algorithm: from the deepest level up, what stands together is turned round. */
function reordered(runs: readonly Run[]): Run[] {
  let order = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1) {
    const turned: Run[] = [];
    const stretch: Run[] = [];
    for (const run of order) {
      if (run.level >= level) stretch.unshift(run);
      else turned.push(...stretch.splice(0), run);
    }
    order = [...turned, ...stretch];
  }
  return order;
}
