import type { MergeObstacle, PatientHolding } from '../../../patients/index.js';

/** What this context holds of patients. */
export const pharmacyHoldings: readonly PatientHolding[] = [
  {
    name: 'pharmacy.prescriptions',
    table: 'pharmacy.prescriptions',
    versioned: true,
    parts: [
      { table: 'pharmacy.prescription_lines', of: 'prescription_id', versioned: true },
      { table: 'pharmacy.safety_checks', of: 'prescription_id' },
    ],
  },
  { name: 'pharmacy.dispenses', table: 'pharmacy.dispenses', versioned: true },
];

/** What a clinician or pharmacist has to settle: a medicine that would be taken twice, a box that is being filled. */
export const pharmacyObstacles: readonly MergeObstacle[] = [
  {
    code: 'dispense-in-progress',
    query: "select from pharmacy.dispenses where patient_id in ($1, $2) and status in ('draft', 'reserved', 'awaiting-witness')",
  },
  {
    code: 'same-medicine-active',
    query: `select from pharmacy.prescription_lines s join pharmacy.prescription_lines m
      on m.patient_id = $2 and m.medicine = s.medicine and m.status in ('active', 'on-hold') and not m.parallel
      where s.patient_id = $1 and s.status in ('active', 'on-hold') and not s.parallel`,
  },
];
