import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWithinOneSlip, mayHoldSlip, slipForms } from './typing-slip.js';

describe('a typing slip', () => {
  it.each([
    ['john', 'jon'],
    ['john', 'johhn'],
    ['john', 'jehn'],
    ['john', 'jhon'],
    ['smith', 'smiht'],
    ['王小明', '王小名'],
  ])('makes %s %s', (meant, typed) => {
    expect(isWithinOneSlip(meant, typed)).toBe(true);
    expect(isWithinOneSlip(typed, meant)).toBe(true);
  });

  it.each([
    ['john', 'jo'],
    ['john', 'hojn'],
    ['abcd', 'badc'],
    ['anna', 'otto'],
  ])('does not make %s %s', (meant, typed) => {
    expect(isWithinOneSlip(meant, typed)).toBe(false);
  });

  it('leaves two words a form in common, however it was made', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const forms = new Set(slipForms(one));
        return !isWithinOneSlip(one, other) || slipForms(other).some((form) => forms.has(form));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not looked for in words too short or too long', () => {
    expect(mayHoldSlip('li')).toBe(false);
    expect(mayHoldSlip('lee')).toBe(true);
    expect(mayHoldSlip('x'.repeat(25))).toBe(false);
    expect(slipForms('x'.repeat(25))).toEqual([]);
    expect(slipForms('abc').sort()).toEqual(['ab', 'abc', 'ac', 'bc']);
  });
});
