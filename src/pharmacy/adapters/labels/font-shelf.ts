import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

const packages = createRequire(import.meta.url);

/** What there is of a font in a text; axes that are given are fixed. */
type Subset = (
  font: Uint8Array,
  text: string,
  options: { targetFormat: 'truetype'; variationAxes: Record<string, number> },
) => Promise<Buffer>;

/** One file of a font family: the letters of some ranges, in every weight. */
export interface Face {
  name: string;
  file: string;
}

interface ListedFace extends Face {
  /** First and last code point of each range that it is listed for, one after the other. */
  ranges: readonly number[];
  /** What it has indeed, once that was looked up. */
  points?: Promise<ReadonlySet<number>>;
}

/** Stands for a letter that no font has: a box with a question mark, rather than nothing. */
const UNKNOWN = '\uFFFD';

/** In the order in which they are asked, with the parts that no earlier one has. Han letters are drawn as in mainland China. */
const FAMILIES: readonly { family: string; parts: RegExp }[] = [
  { family: 'noto-sans', parts: /./ },
  { family: 'noto-sans-arabic', parts: /^arabic$/ },
  { family: 'noto-sans-hebrew', parts: /^hebrew$/ },
  { family: 'noto-sans-thai', parts: /^thai$/ },
  { family: 'noto-sans-sc', parts: /^\[\d+\]$/ },
  { family: 'noto-sans-kr', parts: /^\[\d+\]$/ },
];

/** The fonts that come with the product, in small files by script. */
export class FontShelf {
  private constructor(private readonly faces: readonly ListedFace[]) {}

  /** Reads which file has which letters. */
  static async open(): Promise<FontShelf> {
    return new FontShelf((await Promise.all(FAMILIES.map(({ family, parts }) => facesOf(family, parts)))).flat());
  }

  /**
   * A letter with its marks, and the file that has it: the one of the letter before it, where that has it too. What none has
   * becomes a sign for that.
   */
  async letter(text: string, before?: Face): Promise<{ text: string; face: Face }> {
    const points = Array.from(text, (each) => each.codePointAt(0)!);
    const listed = this.faces.filter(({ ranges }) => points.every((point) => isWithin(ranges, point)));
    for (const face of listed.sort((a, b) => Number(b === before) - Number(a === before))) {
      const held = await (face.points ??= pointsOf(face));
      if (points.every((point) => held.has(point))) return { text, face };
    }
    return { text: UNKNOWN, face: this.faces[0]! };
  }

  /** A TrueType font of one weight (400 is regular) with what it takes to draw a text. */
  async cut({ file }: Face, weight: number, text: string): Promise<Buffer> {
    // Loaded when it is needed first; it comes without types.
    const subset = packages('subset-font') as Subset;
    return subset(await readFile(file), text, { targetFormat: 'truetype', variationAxes: { wght: weight } });
  }
}

async function facesOf(family: string, parts: RegExp): Promise<ListedFace[]> {
  const from = `@fontsource-variable/${family}`;
  const covered = JSON.parse(await readFile(packages.resolve(`${from}/unicode.json`), 'utf8')) as Record<string, string>;
  const wanted = Object.entries(covered).filter(([part]) => parts.test(part));
  // The packages list Latin, which nearly all texts are in, last.
  return wanted.reverse().map(([part, text]) => {
    const name = `${family}-${part.replace(/[[\]]/g, '')}`;
    return { name, file: packages.resolve(`${from}/files/${name}-wght-normal.woff2`), ranges: rangesOf(text) };
  });
}

async function pointsOf({ file }: Face): Promise<ReadonlySet<number>> {
  const { create } = await import('fontkit');
  return new Set((create(await readFile(file)) as Font).characterSet);
}

/** Of a list as CSS writes it: `U+0100-02BA,U+20AC`. */
function rangesOf(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first = '', last = first] = range.trim().slice('U+'.length).split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

function isWithin(ranges: readonly number[], point: number): boolean {
  for (let at = 0; at < ranges.length; at += 2) {
    if (point >= ranges[at]! && point <= ranges[at + 1]!) return true;
  }
  return false;
}
