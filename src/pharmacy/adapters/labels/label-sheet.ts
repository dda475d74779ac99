import type PDFDocument from 'pdfkit';
import type { LabelParagraph } from '../../domain/medicine-label.js';
import { type Letter, runsOf, wordsOf } from './letters.js';

/** Points of PDF in a millimetre. */
const MM = 72 / 25.4;
/** Of one label, in points: 70 by 36 mm. */
export const LABEL_SIZE: [width: number, height: number] = [70 * MM, 36 * MM];
const MARGIN = 2 * MM;
const WIDTH = LABEL_SIZE[0] - 2 * MARGIN;
const HEIGHT = LABEL_SIZE[1] - 2 * MARGIN;
/** Distance of lines, and what of it is above the line on which letters stand, in sizes of the letters. */
const LEADING = 1.25;
const ASCENT = 0.95;
/** What is a little too long is set a little smaller, before it goes on on another label. */
const SCALES = [1, 0.9];

type Tone = LabelParagraph['tone'];

/** Points, and weight of the letters. */
export const STYLES: Record<Tone, { size: number; weight: number }> = {
  title: { size: 8, weight: 700 },
  strong: { size: 7, weight: 700 },
  plain: { size: 6.5, weight: 400 },
  small: { size: 5.5, weight: 400 },
};

export interface SetParagraph {
  letters: readonly Letter[];
  tone: Tone;
}

interface Line {
  letters: readonly Letter[];
  tone: Tone;
  size: number;
}

/** Under which name a document knows the letters of a face in a weight. */
export function fontName(letter: Letter, tone: Tone): string {
  return `${letter.face.name} ${STYLES[tone].weight}`;
}

/** With what pieces of a label are numbered. */
export const NUMERALS = { text: '0123456789/', tone: 'small' } as const satisfies LabelParagraph;

/** Sets paragraphs on labels. */
export class LabelSheet {
  /** @param numerals the letters of `NUMERALS` */
  constructor(
    private readonly document: typeof PDFDocument.prototype,
    private readonly numerals: readonly Letter[],
  ) {}

  /** One label; what it has no room for goes on on further ones, each with the heading, and then they are numbered. */
  add(heading: readonly SetParagraph[], body: readonly SetParagraph[]): void {
    const set = SCALES.map((scale) => ({ top: this.linesOf(heading, scale), rest: this.linesOf(body, scale) }));
    const { top, rest } = set.find((each) => heightOf([...each.top, ...each.rest]) <= HEIGHT) ?? set[0]!;
    const pieces: Line[][] = [];
    for (const line of rest) {
      const piece = pieces.at(-1);
      if (piece && heightOf([...piece, line]) <= HEIGHT) piece.push(line);
      else pieces.push([...top, line]);
    }
    pieces.forEach((piece, index) => this.draw(piece, pieces.length > 1 ? `${index + 1}/${pieces.length}` : ''));
  }

  private draw(lines: readonly Line[], number: string): void {
    this.document.addPage({ size: LABEL_SIZE, margin: 0 });
    let y = MARGIN;
    for (const line of lines) {
      this.write(line, MARGIN, y);
      y += LEADING * line.size;
    }
    const { tone } = NUMERALS;
    const { size } = STYLES[tone];
    const letters = Array.from(number, (sign) => this.numerals.find(({ text }) => text === sign)!);
    this.write({ letters, tone, size }, MARGIN + WIDTH - this.widthOf(letters, tone, size), MARGIN + HEIGHT - size);
  }

  private write({ letters, tone, size }: Line, left: number, top: number): void {
    let x = left;
    for (const run of runsOf(letters)) {
      this.document.font(fontName(run, tone), size);
      this.document.text(run.text, x, top + ASCENT * size, { lineBreak: false, features: [], baseline: 'alphabetic' });
      x += this.document.widthOfString(run.text, { features: [] });
    }
  }

  private linesOf(paragraphs: readonly SetParagraph[], scale: number): Line[] {
    return paragraphs.flatMap(({ letters, tone }) => {
      const size = STYLES[tone].size * scale;
      return this.broken(letters, tone, size).map((line) => ({ letters: line, tone, size }));
    });
  }

  /** Lines that are filled word by word; a word that is longer than a line is broken where the line ends. */
  private broken(letters: readonly Letter[], tone: Tone, size: number): Letter[][] {
    const lines: Letter[][] = [[]];
    let filled = 0;
    const put = (piece: readonly Letter[]): void => {
      const width = this.widthOf(piece, tone, size);
      // The space after a word may stand beyond the line.
      const seen = piece.at(-1)?.text === ' ' ? this.widthOf(piece.slice(0, -1), tone, size) : width;
      if (filled > 0 && filled + seen > WIDTH) {
        lines.push([]);
        filled = 0;
      }
      if (seen > WIDTH && piece.length > 1) return piece.forEach((letter) => put([letter]));
      lines.at(-1)!.push(...piece);
      filled += width;
    };
    wordsOf(letters).forEach(put);
    return lines;
  }

  private widthOf(letters: readonly Letter[], tone: Tone, size: number): number {
    return runsOf(letters).reduce((sum, run) => {
      return sum + this.document.font(fontName(run, tone), size).widthOfString(run.text, { features: [] });
    }, 0);
  }
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { size }) => sum + LEADING * size, 0);
}
