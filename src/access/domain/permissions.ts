import { type PermissionName, PERMISSIONS } from './permission-names.js';

export { type PermissionName, PERMISSIONS };

/** Whoever is on the staff asks for leave of their own, and sees, confirms and swaps their own shifts. */
const STAFF = ['facility:read', 'leave:request', 'shift:own'] as const satisfies PermissionName[];

const FRONT_DESK = [
  ...STAFF,
  'patient:find',
  'staff:read',
  'shift:read',
  'slot:find',
  'resource-outage:manage',
  'appointment:book',
  'appointment:read',
  'appointment:change',
  'displaced-appointment:read',
  'wait-list:read',
  'wait-list:change',
  'reminder:read',
  'calendar-link:manage',
] as const satisfies PermissionName[];

const MEDICINES = ['medication:read', 'prescription:read', 'dispense:read'] as const satisfies PermissionName[];

const CLINICAL = [
  ...FRONT_DESK,
  ...MEDICINES,
  'patient:read-chart',
  'chart:write',
  'stock:read',
  'stock:witness',
] as const satisfies PermissionName[];

const BREAK_GLASS = ['break-glass:use', 'break-glass:read'] as const satisfies PermissionName[];

const STOCK_KEEPING = [
  'stock-location:manage',
  'stock:read',
  'stock:receive',
  'stock:adjust',
  'stock:transfer',
  'stock:count',
  'stock:approve-count',
  'stock:close-discrepancy',
  'stock:witness',
  'lot:manage',
  'lot:reinstate',
  'stock-rule:manage',
  'stock-alert:tend',
] as const satisfies PermissionName[];

/** The one table of roles and what they may do. */
export const ROLES = {
  admin: PERMISSIONS,
  doctor: [
    ...CLINICAL,
    ...BREAK_GLASS,
    'prescription:write',
    'prescription:override',
    'prescription:approve',
    'patient:register',
    'patient:change',
    'appointment:override',
    'appointment:void',
    'appointment:waive-no-show',
    'displaced-appointment:keep',
  ],
  nurse: [...CLINICAL, ...BREAK_GLASS, 'stock-alert:tend', 'patient:register', 'patient:change'],
  receptionist: [...FRONT_DESK, 'patient:register', 'patient:change', 'patient:invite'],
  pharmacist: [
    ...STAFF,
    ...BREAK_GLASS,
    ...STOCK_KEEPING,
    ...MEDICINES,
    'medication:manage',
    'medication-usage:read',
    'dispense:make',
    'dispense:verify',
    'dispense:return',
    'prescription:override',
    'prescription:approve',
    'patient:find',
    'patient:read-chart',
    'staff:read',
    'shift:read',
  ],
  'billing-clerk': [...STAFF, 'patient:find', 'staff:read', 'appointment:read'],
  'billing-supervisor': [...STAFF, 'patient:find', 'staff:read', 'appointment:read', 'appointment:waive-no-show'],
  'hr-manager': [
    ...STAFF,
    'department:manage',
    'staff:read',
    'staff:manage',
    'credential:manage',
    'availability:manage',
    'leave:manage',
    'shift:read',
    'shift:manage',
    'shift:override',
    'roster:manage',
    'displaced-appointment:read',
    'calendar-link:manage',
  ],
  analyst: [...STAFF, 'staff:read', 'shift:read', 'medication-usage:read'],
  auditor: [...STAFF, 'staff:read', 'audit:read', 'access-log:read', 'break-glass:read', 'break-glass:review'],
  ops: [...STAFF, 'queues:manage', 'sent-message:read', 'message:read', 'message:replay', 'reminder:read'],
  patient: [],
  service: [],
} as const satisfies Record<string, readonly PermissionName[]>;

export type Role = keyof typeof ROLES;

/** What a role allows for the holder's own patient record alone, at the routes that are marked `@OwnRecord()`. */
export const OWN_RECORD_PERMISSIONS: Partial<Record<Role, readonly PermissionName[]>> = {
  patient: [
    'patient:find',
    'patient:read-chart',
    'access-log:read',
    'prescription:read',
    'dispense:read',
    'slot:find',
    'appointment:read',
    'appointment:book',
    'appointment:change',
    'wait-list:read',
    'wait-list:change',
  ],
};

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name);
}

/** What concerns the whole installation: no role gives it where it is granted for one facility only. */
const INSTALLATION_WIDE: ReadonlySet<PermissionName> = new Set([
  'patient:merge',
  'medication:manage',
  'user:manage',
  'service-account:manage',
  'audit:read',
  'break-glass:review',
  'queues:manage',
  'sent-message:read',
  'message:read',
  'message:replay',
  'import:run',
]);

export function isInstallationWide(permission: PermissionName): boolean {
  return INSTALLATION_WIDE.has(permission);
}

/** What a role allows where it is granted everywhere; nothing for a name that no role has. */
export function permissionsOf(role: string): readonly PermissionName[] {
  return isRole(role) ? ROLES[role] : [];
}

/** What a role allows where it is granted for one facility. */
export function permissionsAtFacility(role: string): readonly PermissionName[] {
  return permissionsOf(role).filter((permission) => !INSTALLATION_WIDE.has(permission));
}

/** What a role allows for the holder's own patient record, wherever it is granted. */
export function ownRecordPermissionsOf(role: string): readonly PermissionName[] {
  return (isRole(role) ? OWN_RECORD_PERMISSIONS[role] : undefined) ?? [];
}
