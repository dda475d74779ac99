/** Types of the events that prescriptions record; their payloads are published in pharmacy.events.ts. */
export const prescriptionEvents = {
  signed: 'pharmacy.prescription-signed.v1',
  stopped: 'pharmacy.prescription-stopped.v1',
} as const;
