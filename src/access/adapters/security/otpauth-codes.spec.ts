import { describe, expect, it } from '@jest/globals';
import { OtpauthCodes } from './otpauth-codes.js';

/** The secret and the last six digits of the codes in RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);

describe('one-time codes', () => {
  const codes = new OtpauthCodes();

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(codes.stepOf(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('belong to the step that they were made for, one step early or late', () => {
    expect(codes.stepOf(SECRET, '287082', at(59 + 30))).toBe(1);
    expect(codes.stepOf(SECRET, '287082', at(59 - 30))).toBe(1);
    expect(codes.stepOf(SECRET, '287082', at(59 + 60))).toBeUndefined();
  });

  it.each(['287083', '28708', '2870822', 'abcdef', '', '２８７０８２'])('are not %p', (code) => {
    expect(codes.stepOf(SECRET, code, at(59))).toBeUndefined();
  });

  it('may be typed with the space that apps show', () => {
    expect(codes.stepOf(SECRET, '287 082', at(59))).toBe(1);
  });

  it('come from secrets of 160 bits, which an app reads from a URI', () => {
    const secret = codes.newSecret();

    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(codes.newSecret()).not.toBe(secret);
    const uri = new URL(codes.uriOf(secret, 'ada+1@hospital.example'));
    expect(uri.protocol + uri.host).toBe('otpauth:totp');
    expect(decodeURIComponent(uri.pathname)).toBe('/Aceso:ada+1@hospital.example');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Aceso', digits: '6', period: '30' });
  });

  it('have recovery codes of 120 bits beside them', () => {
    expect(codes.newRecoveryCode()).toMatch(/^[A-Z2-7]{24}$/);
  });
});
