/** Types of the events that a patient records; their payloads are published in patients.events.ts. */
export const patientEvents = {
  registered: 'patients.patient-registered.v1',
  changed: 'patients.patient-changed.v1',
} as const;
