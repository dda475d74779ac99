import { describe, expect, it } from '@jest/globals';
import { shownRecoveryCode, typedRecoveryCode } from './recovery-codes.js';

describe('a recovery code', () => {
  it('is shown in groups of four', () => {
    expect(shownRecoveryCode('ABCDEFGHIJKLMNOPQRSTUVWX')).toBe('abcd-efgh-ijkl-mnop-qrst-uvwx');
  });

  it('counts with and without the dashes, with spaces, in any case', () => {
    for (const typed of ['abcd-efgh-ijkl', 'ABCDEFGHIJKL', ' Abcd efgh ijkl ']) expect(typedRecoveryCode(typed)).toBe('ABCDEFGHIJKL');
  });
});
