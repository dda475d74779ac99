import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit, mrnOf, readMrn } from './mrn.js';

describe('a medical record number', () => {
  it('has the check digit of ISO/IEC 7064 MOD 11,10', () => {
    // The standard's own worked example.
    expect(checkDigit('0794')).toBe(5);
    expect(mrnOf(42n)).toBe(`P00000042${checkDigit('00000042')}`);
  });

  it('is read as people type it', () => {
    const mrn = mrnOf(123_456n);

    expect(readMrn(` ${mrn.toLowerCase().slice(0, 4)}-${mrn.slice(4)} `)).toBe(mrn);
    expect(readMrn('P12')).toBeUndefined();
    expect(readMrn('')).toBeUndefined();
  });

  it('grows beyond its eight digits', () => {
    const mrn = mrnOf(12_345_678_901n);

    expect(readMrn(mrn)).toBe(mrn);
  });

  it('is refused with any one digit wrong', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 99_999_999n), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const mrn = mrnOf(number);
        const wrong = mrn.slice(0, at) + ((Number(mrn[at]) + by) % 10) + mrn.slice(at + 1);
        return readMrn(wrong) === undefined;
      }),
    );
  });
});
