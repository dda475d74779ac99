import { beforeAll, describe, expect, it } from '@jest/globals';
import { FontShelf } from './font-shelf.js';
import { lettersOf, runsOf, wordsOf } from './letters.js';

describe('the letters of labels', () => {
  let shelf: FontShelf;

  beforeAll(async () => {
    shelf = await FontShelf.open();
  });

  /** What is drawn, from left to right; text that is read from the right is turned round by the shaping, within its piece. */
  async function drawn(text: string): Promise<string[]> {
    return runsOf(await lettersOf(text, shelf)).map((run) => run.text);
  }

  async function facesOf(text: string): Promise<string[]> {
    return (await lettersOf(text, shelf)).map(({ face }) => face.name.replace(/-\d+$/, ''));
  }

  it('stand in the order of reading where that is from the left', async () => {
    expect(await drawn('Ada Long (2) · MRN A-17')).toEqual(['Ada Long (2) · MRN A-17']);
  });

  it('stand from the right where they are read so, with numbers as numbers and brackets the other way round', async () => {
    const pieces = await drawn('דנה (לב) 12 · MRN A-17');
    expect(pieces.join('|')).toBe('12| (|לב|) |דנה| · MRN A-17');
    expect(pieces.join('')).not.toContain('17-A');
  });

  it('are taken from a font that has them, and stay with it where they can', async () => {
    expect(new Set(await facesOf('Ada Long'))).toEqual(new Set(['noto-sans-latin']));
    expect((await facesOf('김수'))[0]).toBe('noto-sans-kr');
    expect((await facesOf('张'))[0]).toBe('noto-sans-sc');
    expect(await facesOf('محمد')).toEqual(Array(4).fill('noto-sans-arabic-arabic'));
  });

  it('keep their marks, however they were typed', async () => {
    const typed = await lettersOf('Zoe\u0308  L', shelf);
    expect(typed.map(({ text }) => text)).toEqual(['Z', 'o', 'ë', ' ', 'L']);
    expect((await lettersOf('श्री', shelf)).map(({ text }) => text).join('')).toBe('श्री');
  });

  it('are shown as unknown where no font has them', async () => {
    expect((await lettersOf('Aᐃ', shelf)).map(({ text }) => text)).toEqual(['A', '\uFFFD']);
  });

  it('may end a line after a space, and after letters that are written without spaces', async () => {
    const words = wordsOf(await lettersOf('Ada 张伟', shelf)).map((word) => word.map(({ text }) => text).join(''));
    expect(words).toEqual(['Ada ', '张', '伟']);
  });
});
