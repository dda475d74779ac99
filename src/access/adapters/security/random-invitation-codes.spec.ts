import { describe, expect, it } from '@jest/globals';
import { RandomInvitationCodes } from './random-invitation-codes.js';

describe('codes of invitations', () => {
  const codes = new RandomInvitationCodes();

  it('are four groups without letters that look like others, and never the same', () => {
    const made = Array.from({ length: 200 }, () => codes.next());

    for (const code of made) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(new Set(made).size).toBe(200);
  });

  it('are known however they are typed', () => {
    const hash = codes.hashOf('01AB-C0D1-EFGH-JKMN');

    expect(codes.hashOf(' o1ab c0dl efgh jkmn')).toBe(hash);
    expect(codes.hashOf('oiabcOdLefghjkmn')).toBe(hash);
    expect(codes.hashOf('01AB-C0D1-EFGH-JKMP')).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
