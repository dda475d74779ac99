import { describe, expect, it } from '@jest/globals';
import { SecondFactorPolicy } from './second-factor-policy.js';

describe('the demand for a second factor', () => {
  it('reaches everybody who holds one of its roles', () => {
    const policy = new SecondFactorPolicy(['admin', 'doctor']);

    expect(policy.demandsOf(['receptionist', 'doctor'])).toBe(true);
    expect(policy.demandsOf(['receptionist'])).toBe(false);
    expect(policy.demandsOf([])).toBe(false);
  });

  it('is met by a session that has shown one', () => {
    const policy = new SecondFactorPolicy(['admin']);

    expect(policy.forbids({ roles: [{ role: 'admin' }] })).toBe(true);
    expect(policy.forbids({ roles: [{ role: 'admin' }], hasSecondFactor: true })).toBe(false);
    expect(policy.forbids({ roles: [{ role: 'nurse' }] })).toBe(false);
  });

  it('reaches nobody where no role is named', () => {
    expect(new SecondFactorPolicy([]).demandsOf(['admin'])).toBe(false);
  });
});
