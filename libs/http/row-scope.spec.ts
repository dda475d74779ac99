import { describe, expect, it } from '@jest/globals';
import { scopeOf } from './row-scope.js';

const NOBODY = { everywhere: new Set<string>(), atFacility: new Map<string, Set<string>>(), own: new Set<string>(), opened: [] };

describe('the rows that a permission reaches', () => {
  it('are all where it is held everywhere', () => {
    const caller = { ...NOBODY, everywhere: new Set(['appointment:read']) };
    expect(scopeOf(caller, 'appointment:read')).toEqual({ opened: [] });
  });

  it('are those of the facilities for which it was granted', () => {
    const atFacility = new Map([
      ['north', new Set(['appointment:read'])],
      ['south', new Set(['staff:read'])],
    ]);
    expect(scopeOf({ ...NOBODY, atFacility }, 'appointment:read')).toEqual({ facilities: ['north'], opened: [] });
  });

  it("are a patient's own, and none of any facility", () => {
    const caller = { ...NOBODY, own: new Set(['appointment:read']), patientId: 'me' };
    expect(scopeOf(caller, 'appointment:read')).toEqual({ facilities: [], ownPatient: 'me', opened: [] });
    expect(scopeOf(caller, 'chart:write')).toEqual({ facilities: [], opened: [] });
  });

  it('are none for somebody whose own record is not known', () => {
    expect(scopeOf({ ...NOBODY, own: new Set(['appointment:read']) }, 'appointment:read')).toEqual({ facilities: [], opened: [] });
  });
});
