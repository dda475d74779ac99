import { describe, expect, it } from '@jest/globals';
import { careScopeOf, mayEnter, scopeOf } from './row-scope.js';

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

describe('the charts that a permission reaches', () => {
  it('are besides those of facilities the own one, and those that a break-glass has opened', () => {
    const atFacility = new Map([['north', new Set(['patient:read-chart'])]]);
    const nurse = { ...NOBODY, atFacility, patientId: 'me', opened: ['emergency'] };
    expect(careScopeOf(nurse, 'patient:read-chart')).toEqual({ facilities: ['north'], ownPatient: 'me', opened: ['emergency'] });
  });

  it('are none that a break-glass has opened for a permission that is not held', () => {
    expect(careScopeOf({ ...NOBODY, opened: ['emergency'] }, 'chart:write')).toEqual({ facilities: [], opened: [] });
  });
});

describe('a route', () => {
  const patient = { ...NOBODY, permissions: new Set<string>(), own: new Set(['appointment:read']), patientId: 'me' };

  it('is open to a patient for their own record where it is marked so', () => {
    expect(mayEnter(patient, 'appointment:read', true)).toBe(true);
    expect(mayEnter(patient, 'appointment:read', false)).toBe(false);
    expect(mayEnter(patient, 'appointment:void', true)).toBe(false);
  });

  it('is closed to a patient whose record is not known', () => {
    expect(mayEnter({ ...patient, patientId: undefined }, 'appointment:read', true)).toBe(false);
  });
});
