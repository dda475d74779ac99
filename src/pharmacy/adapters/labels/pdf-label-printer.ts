import { LabelPrinter } from '../../application/label-ports.js';
import type { LabelParagraph, MedicineLabel } from '../../domain/medicine-label.js';
import { FontShelf } from './font-shelf.js';
import { fontName, LabelSheet, NUMERALS, type SetParagraph, STYLES } from './label-sheet.js';
import { lettersOf, shapesOf } from './letters.js';

/** Letters that are needed of one face in one weight. */
interface Cut {
  letter: SetParagraph['letters'][number];
  tone: SetParagraph['tone'];
  text: string;
}

/** Labels as PDF, a page each, with the letters that they need in them. What it takes to make them is loaded with the first. */
export class PdfLabelPrinter extends LabelPrinter {
  private shelf?: Promise<FontShelf>;

  override async print(labels: readonly MedicineLabel[], title: string, at: Temporal.Instant): Promise<Uint8Array> {
    const shelf = await (this.shelf ??= FontShelf.open());
    const { default: PDFDocument } = await import('pdfkit');
    const set = (paragraphs: readonly LabelParagraph[]): Promise<SetParagraph[]> =>
      Promise.all(paragraphs.map(async ({ text, tone }) => ({ letters: await lettersOf(text, shelf), tone })));
    const sheets = await Promise.all(labels.map(async ({ heading, body }) => ({ heading: await set(heading), body: await set(body) })));
    const made = new Date(at.epochMilliseconds);
    const document = new PDFDocument({
      autoFirstPage: false,
      lang: labels[0]?.language ?? 'en',
      info: { Title: title, CreationDate: made, ModDate: made },
    });
    const numerals = { letters: await lettersOf(NUMERALS.text, shelf), tone: NUMERALS.tone };
    for (const [name, { letter, tone, text }] of cutsOf([numerals, ...sheets.flatMap(({ heading, body }) => [...heading, ...body])])) {
      document.registerFont(name, await shelf.cut(letter.face, STYLES[tone].weight, text));
    }
    const sheet = new LabelSheet(document, numerals.letters);
    for (const { heading, body } of sheets) sheet.add(heading, body);
    document.end();
    return Buffer.concat(await document.toArray());
  }
}

function cutsOf(paragraphs: readonly SetParagraph[]): Map<string, Cut> {
  const cuts = new Map<string, Cut>();
  for (const { letters, tone } of paragraphs) {
    for (const letter of letters) {
      const name = fontName(letter, tone);
      cuts.set(name, { letter, tone, text: `${cuts.get(name)?.text ?? ''}${shapesOf(letter)}` });
    }
  }
  return cuts;
}
