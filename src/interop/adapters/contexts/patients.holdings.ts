import type { PatientHolding } from '../../../patients/index.js';

/** What other systems call a patient leads to the survivor, so that what they send later goes there. */
export const resourceHoldings: readonly PatientHolding[] = [
  {
    name: 'interop.resources',
    table: 'interop.resources',
    patientColumn: 'local_id',
    key: { column: 'source_key', type: 'text' },
    only: "t.resource_type = 'Patient'",
  },
];
