import { describe, expect, it } from '@jest/globals';
import { mayAt } from './caller.js';

describe('what a caller may do at a facility', () => {
  const caller = { everywhere: new Set(['slot:find']), atFacility: new Map([['north', new Set(['staff:manage'])]]) };

  it('is what they may do everywhere, and what was granted there', () => {
    expect(mayAt(caller, 'slot:find', 'south')).toBe(true);
    expect(mayAt(caller, 'staff:manage', 'north')).toBe(true);
    expect(mayAt(caller, 'staff:manage', 'south')).toBe(false);
    expect(mayAt(caller, 'chart:write', 'north')).toBe(false);
  });
});
