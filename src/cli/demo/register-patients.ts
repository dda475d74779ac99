import { ALLERGIES, type ConditionName, CONDITIONS, RESOLVED } from './histories.js';
import type { InProcessClient } from './in-process-client.js';
import type { DemoPatient } from './patients.js';
import type { Tally } from './tally.js';

/** Namespace of the numbers by which a later run finds its patients. */
const NUMBERS = 'https://aceso.invalid/demo-patients';

interface Coded {
  code: string;
}

/**
 * Registers a patient with allergies and conditions.
 * @param number unique among the patients of the demo, from 1
 * @returns the patient's id
 */
export async function registerPatient(
  api: InProcessClient,
  tally: Tally,
  { patient, number, facilityId }: { patient: DemoPatient; number: number; facilityId: string },
): Promise<string> {
  const value = `D-${String(number).padStart(3, '0')}`;
  const [known] = await api.list<{ id: string }>('/patients', { identifier: `${NUMBERS}|${value}` });
  const body = { ...detailsOf(patient, number), identifiers: [{ system: NUMBERS, value }], facilityId };
  const { id } = await tally.findOrMake('patients', known, () => api.post<{ id: string }>('/patients', body));
  await recordAllergies(api, tally, patient, id);
  await recordConditions(api, tally, patient, id);
  return id;
}

function detailsOf({ given, family, born, sex }: DemoPatient, number: number): object {
  return {
    name: { given: [given], family },
    birthDate: born,
    sex,
    contacts: [
      { system: 'email', value: `${given}.${family}@patients.example`.toLowerCase(), use: 'home' },
      // 555-0100 to 555-0199 are kept free for fiction.
      { system: 'phone', value: `+1 303 555 01${String(number).padStart(2, '0')}`, use: 'mobile' },
    ],
    preferredLanguage: 'en',
    ...(number % 5 === 0 ? { reminderPreferences: { channels: ['email'], quietHours: { from: '21:00', to: '08:00' } } } : {}),
    ...(number % 4 === 0 ? { emergencyContacts: [{ name: `Robin ${family}`, relationship: 'sibling' }] } : {}),
  };
}

async function recordAllergies(api: InProcessClient, tally: Tally, { allergies }: DemoPatient, patientId: string): Promise<void> {
  const path = `/patients/${patientId}/allergies`;
  const known = allergies.length === 0 ? [] : await api.list<{ substance: Coded }>(path);
  for (const name of allergies) {
    const allergy = ALLERGIES[name];
    const there = known.find(({ substance }) => substance.code === allergy.substance.code);
    await tally.findOrMake('allergies', there, () => api.post(path, allergy));
  }
}

async function recordConditions(api: InProcessClient, tally: Tally, { conditions }: DemoPatient, patientId: string): Promise<void> {
  const path = `/patients/${patientId}/conditions`;
  const all = Object.entries(conditions) as [ConditionName, string][];
  const known = all.length === 0 ? [] : await api.list<{ code: Coded }>(path);
  for (const [name, onset] of all) {
    const code = CONDITIONS[name];
    const there = known.find((condition) => condition.code.code === code.code);
    const clinicalStatus = RESOLVED.has(name) ? 'resolved' : 'active';
    await tally.findOrMake('conditions', there, () => api.post(path, { code, clinicalStatus, onset }));
  }
}
