import type { PatientHolding } from '../../patients.facade.js';

/** What this context itself holds of a patient. What searches look at stays: nobody is found by a merged record. */
export const patientsHoldings: readonly PatientHolding[] = [
  { name: 'patients.allergies', table: 'patients.allergies', versioned: true },
  { name: 'patients.conditions', table: 'patients.conditions', versioned: true },
  // Records that were merged into the merged one before: they lead to the last survivor.
  { name: 'patients.merged-records', table: 'patients.patients', patientColumn: 'merged_into', versioned: true },
];
