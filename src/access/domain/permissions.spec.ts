import { describe, expect, it } from '@jest/globals';
import {
  isInstallationWide,
  isRole,
  ownRecordPermissionsOf,
  permissionsAtFacility,
  permissionsOf,
  ROLE_NAMES,
  ROLES,
} from './permissions.js';

describe('the table of roles', () => {
  it('gives an administrator everything that any role has', () => {
    for (const role of ROLE_NAMES) expect(ROLES.admin).toEqual(expect.arrayContaining([...ROLES[role]]));
  });

  it('names no permission twice for a role', () => {
    for (const role of ROLE_NAMES) expect(new Set(ROLES[role]).size).toBe(ROLES[role].length);
  });

  it('keeps users, the audit trail and the queues to those whose work needs them', () => {
    const holders = (permission: string): string[] => ROLE_NAMES.filter((role) => (ROLES[role] as readonly string[]).includes(permission));

    expect(holders('user:manage')).toEqual(['admin']);
    expect(holders('service-account:manage')).toEqual(['admin']);
    expect(holders('audit:read')).toEqual(['admin', 'auditor']);
    expect(holders('queues:manage')).toEqual(['admin', 'ops']);
    expect(holders('break-glass:use')).toEqual(['admin', 'doctor', 'nurse', 'pharmacist']);
    expect(holders('break-glass:review')).toEqual(['admin', 'auditor']);
    expect(holders('patient:invite')).toEqual(['admin', 'receptionist']);
    expect(holders('patient:read-chart')).toEqual(['admin', 'doctor', 'nurse', 'pharmacist']);
  });

  it('gives nothing that concerns the whole installation to who holds a role at one facility', () => {
    expect(permissionsAtFacility('admin')).toContain('staff:manage');
    expect(permissionsAtFacility('admin')).not.toContain('user:manage');
    expect(permissionsAtFacility('auditor')).not.toContain('audit:read');
    expect(permissionsAtFacility('ops')).toContain('facility:read');
    for (const role of ROLE_NAMES) expect(permissionsAtFacility(role).filter(isInstallationWide)).toEqual([]);
  });

  it('gives patients what concerns their own record, and nobody else anything in that way', () => {
    expect(permissionsOf('patient')).toEqual([]);
    expect(ownRecordPermissionsOf('patient')).toContain('appointment:book');
    for (const role of ROLE_NAMES.filter((name) => name !== 'patient')) expect(ownRecordPermissionsOf(role)).toEqual([]);
    for (const never of ['patient:change', 'chart:write', 'appointment:override', 'appointment:void']) {
      expect(ownRecordPermissionsOf('patient')).not.toContain(never);
    }
  });

  it('gives nothing to a name that is no role, not even one of the language', () => {
    for (const name of ['wizard', 'constructor', '__proto__', '']) {
      expect(isRole(name)).toBe(false);
      expect(permissionsOf(name)).toEqual([]);
      expect(ownRecordPermissionsOf(name)).toEqual([]);
    }
  });
});
