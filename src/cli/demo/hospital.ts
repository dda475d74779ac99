/** Everything here is made up; no person and no place is meant. Addresses end in `.example` (RFC 2606). */

export interface DemoStaff {
  given: string;
  family: string;
  prefix?: string;
  role: string;
  department: string;
  specialty: string;
  credential: string;
  hours: Hours;
}

export interface DemoType {
  name: string;
  minutes: number;
  bufferAfter?: number;
  specialty: string;
  needs: ('room' | 'equipment')[];
  price: string;
  reason: string;
}

export interface DemoShift {
  name: string;
  kind: 'day' | 'night' | 'on-call';
  from: string;
  to: string;
  weekdays: number[];
  role: string;
}

export interface DemoFacility {
  name: string;
  timeZone: string;
  currency: string;
  issuer: string;
  address: { line: string[]; city: string; postalCode?: string; state?: string; country: string };
  departments: { code: string; name: string }[];
  resources: { kind: 'room' | 'equipment'; name: string }[];
  /** Minutes before the start, longest first. */
  reminders: number[];
  types: DemoType[];
  staff: DemoStaff[];
  /** Family name of whoever is away for two days. */
  away: string;
  /** The shifts of one department that are planned by roster. */
  rota?: { department: string; shifts: DemoShift[] };
}

/** Working hours by the week: days from Monday (1), each with its times. */
export const HOURS = {
  days: { weekdays: [1, 2, 3, 4, 5], times: [['09:00', '12:30'], ['13:30', '17:00']] },
  early: { weekdays: [1, 2, 3, 4, 5], times: [['07:30', '14:00']] },
  late: { weekdays: [1, 2, 4, 5], times: [['12:00', '19:30']] },
  saturdays: { weekdays: [3, 4, 5, 6], times: [['09:00', '15:00']] },
} as const satisfies Record<string, { weekdays: number[]; times: [string, string][] }>;
export type Hours = keyof typeof HOURS;

/** What a role's credential is called, where it is no licence. */
const CREDENTIALS: Record<string, string> = { receptionist: 'first-aid', physiotherapist: 'professional-registration' };

const lanternfield: DemoFacility = {
  name: 'Lanternfield General Hospital',
  timeZone: 'Europe/Dublin',
  currency: 'EUR',
  issuer: 'Lanternfield Register of Practitioners',
  address: { line: ['1 Lantern Row'], city: 'Lanternfield', postalCode: 'A00 LF01', country: 'IE' },
  departments: [
    { code: 'GEN', name: 'General Medicine' },
    { code: 'CARD', name: 'Cardiology' },
    { code: 'PAED', name: 'Paediatrics' },
    { code: 'PHAR', name: 'Pharmacy' },
    { code: 'DESK', name: 'Admissions' },
  ],
  resources: [
    { kind: 'room', name: 'Room 1' },
    { kind: 'room', name: 'Room 2' },
    { kind: 'room', name: 'Room 3' },
    { kind: 'equipment', name: 'Echocardiograph' },
  ],
  reminders: [7 * 1_440, 1_440, 120],
  types: [
    visit('General consultation', 30, 'general-medicine', '60.00', 'Yearly check-up', { bufferAfter: 5 }),
    visit('Cardiology consultation', 45, 'cardiology', '140.00', 'Palpitations in the evening'),
    visit('Echocardiogram', 60, 'cardiology', '220.00', 'Follow-up of the heart valves', { needs: ['room', 'equipment'] }),
    visit('Child health check', 30, 'paediatrics', '55.00', 'Growth and development'),
    visit('Nurse visit', 15, 'nursing', '25.00', 'Blood pressure and blood sample'),
  ],
  staff: [
    person('Orla', 'Quillfeather', 'doctor', 'GEN', 'general-medicine', 'days'),
    person('Fintan', 'Ambergate', 'doctor', 'CARD', 'cardiology', 'late'),
    person('Saoirse', 'Nettlewood', 'doctor', 'PAED', 'paediatrics', 'early'),
    person('Tadhg', 'Merrowin', 'nurse', 'GEN', 'nursing', 'early'),
    person('Ciara', 'Bellwether', 'nurse', 'CARD', 'nursing', 'late'),
    person('Padraig', 'Thornapple', 'pharmacist', 'PHAR', 'pharmacy', 'days'),
    person('Niamh', 'Lockbriar', 'receptionist', 'DESK', 'front-desk', 'days'),
  ],
  away: 'Ambergate',
  rota: {
    department: 'GEN',
    shifts: [
      { name: 'Consultations', kind: 'day', from: '09:00', to: '17:00', weekdays: [1, 2, 3, 4, 5], role: 'doctor' },
      { name: 'Early shift', kind: 'day', from: '07:30', to: '14:00', weekdays: [1, 2, 3, 4, 5], role: 'nurse' },
      { name: 'On call', kind: 'on-call', from: '17:00', to: '22:00', weekdays: [1, 2, 3, 4, 5], role: 'doctor' },
    ],
  },
};

const copperMesa: DemoFacility = {
  name: 'Copper Mesa Clinic',
  timeZone: 'America/Denver',
  currency: 'USD',
  issuer: 'Copper Mesa Licensing Board',
  address: { line: ['200 Mesa Trail'], city: 'Copper Mesa', postalCode: '00000', state: 'CO', country: 'US' },
  departments: [
    { code: 'FAM', name: 'Family Medicine' },
    { code: 'PHYS', name: 'Physiotherapy' },
    { code: 'DESK', name: 'Front Desk' },
  ],
  resources: [
    { kind: 'room', name: 'Room A' },
    { kind: 'room', name: 'Room B' },
    { kind: 'room', name: 'Treatment room' },
  ],
  reminders: [2 * 1_440, 180],
  types: [
    visit('Family visit', 30, 'family-medicine', '120.00', 'Yearly check-up', { bufferAfter: 5 }),
    visit('Physiotherapy session', 45, 'physiotherapy', '90.00', 'Pain in the knee after running'),
    visit('Vaccination', 15, 'nursing', '35.00', 'Influenza vaccination'),
  ],
  staff: [
    person('Wren', 'Saltmarsh', 'doctor', 'FAM', 'family-medicine', 'days'),
    person('Juniper', 'Hollowell', 'doctor', 'FAM', 'family-medicine', 'saturdays'),
    person('Ezra', 'Stonecrop', 'physiotherapist', 'PHYS', 'physiotherapy', 'late'),
    person('Dahlia', 'Fenwright', 'nurse', 'FAM', 'nursing', 'early'),
    person('Cosmo', 'Larkspur', 'receptionist', 'DESK', 'front-desk', 'days'),
  ],
  away: 'Hollowell',
};

export const FACILITIES: readonly DemoFacility[] = [lanternfield, copperMesa];

function person(given: string, family: string, role: string, department: string, specialty: string, hours: Hours): DemoStaff {
  const credential = CREDENTIALS[role] ?? 'medical-licence';
  return { given, family, prefix: role === 'doctor' ? 'Dr' : undefined, role, department, specialty, credential, hours };
}

function visit(
  name: string,
  minutes: number,
  specialty: string,
  price: string,
  reason: string,
  more: Partial<Pick<DemoType, 'bufferAfter' | 'needs'>> = {},
): DemoType {
  return { name, minutes, specialty, price, reason, needs: ['room'], ...more };
}
