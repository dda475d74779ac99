/**
 * What a member of staff works as. A closed list, because credentials are required by role: a
 * mistyped role must not quietly require none.
 */
export const STAFF_ROLES = [
  'doctor',
  'nurse',
  'midwife',
  'pharmacist',
  'dentist',
  'psychologist',
  'physiotherapist',
  'therapist',
  'dietitian',
  'paramedic',
  'technician',
  'radiographer',
  'laboratory-technician',
  'pharmacy-technician',
  'social-worker',
  'assistant',
  'receptionist',
  'clerk',
  'billing-clerk',
  'administrator',
  'manager',
  'porter',
  'cleaner',
  'security',
  'student',
  'volunteer',
  'other',
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];
