import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicateKey, folded, nameWords, NOT_LEADING, wordPairs, wordsOf } from './name-words.js';

describe('comparing names', () => {
  it.each([
    ['José', 'jose'],
    ['Jose\u0301', 'jose'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['Nguyễn', 'nguyen'],
    ['Straße', 'strasse'],
    ['Sørensen Łódź', 'sorensen lodz'],
    ['Þórður Æsir', 'thordur aesir'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Ｆｕｌｌ', 'full'],
    ['Νίκος', 'νικοσ'],
    ['Йосиф', 'иосиф'],
    ['王小明', '王小明'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['が', 'が'],
    ['김민준', '김민준'],
    ['कि', 'कि'],
  ])('takes %s for %s', (written, compared) => {
    expect(folded(written)).toBe(compared);
  });

  it('is the same for every way to encode a text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => folded(text.normalize('NFC')) === folded(text.normalize('NFD'))));
  });

  it('is done once for all: what was folded stays as it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => folded(folded(text)) === folded(text)));
  });

  it.each([
    ["O'Brien-Smith, J.R.", ['obrien', 'smith', 'j', 'r']],
    ['  García   López ', ['garcia', 'lopez']],
    ['!!! ???', ['!!!', '???']],
    ['', []],
  ])('finds the words of %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('knows a Chinese name by its parts and as one word', () => {
    expect(nameWords({ given: ['小明'], family: '王' })).toEqual(['王', '小明', '王小明']);
    expect(nameWords({ given: ['Anna', 'Anna'], family: 'Anna' })).toEqual(['anna']);
  });

  it('takes spellings of one name for likely duplicates, and another sex or date not', () => {
    const key = duplicateKey({ given: ['María', 'José'], family: 'O’Hara' }, '1990', 'female');

    expect(duplicateKey({ given: ['MARIA JOSE'], family: "o'hara" }, '1990', 'female')).toBe(key);
    expect(duplicateKey({ given: ['María', 'José'], family: 'O’Hara' }, '1991', 'female')).not.toBe(key);
    expect(duplicateKey({ given: ['María'], family: 'José O’Hara' }, '1990', 'female')).not.toBe(key);
  });
});

describe('the pairs of a name’s words', () => {
  it('hold every word beside every other', () => {
    const pairs = wordPairs(['smith', 'john', 'paul']).map(({ word, other }) => `${word} ${other}`);

    expect(pairs.sort()).toEqual(['john paul', 'john smith', 'paul john', 'paul smith', 'smith john', 'smith paul']);
    expect(wordPairs(['madonna'])).toEqual([{ word: 'madonna', other: '', shared: 0 }]);
  });

  it('lead to a name once for any prefix', () => {
    const unit = fc.constantFrom('a', 'b', 'n');
    const words = fc.uniqueArray(fc.string({ unit, minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const prefix = fc.string({ unit, minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(words, prefix, (name, asked) => {
        const found = wordPairs(name).filter(({ word, shared }) => word.startsWith(asked) && shared < asked.length);
        return found.length === (name.some((word) => word.startsWith(asked)) ? 1 : 0);
      }),
    );
    expect(wordPairs(['ann', 'anna', 'bo']).filter(({ shared }) => shared === NOT_LEADING)).toHaveLength(3);
  });
});
