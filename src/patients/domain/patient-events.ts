/** Types of the events that a patient records; their payloads are published in patients.events.ts. */
export const patientEvents = {
  registered: 'patients.patient-registered.v1',
  changed: 'patients.patient-changed.v1',
  merged: 'patients.patients-merged.v1',
  mergeReverted: 'patients.patient-merge-reverted.v1',
} as const;
