/** Types of the events that prescriptions record; their payloads are published in pharmacy.events.ts. */
export const prescriptionEvents = {
  signed: 'pharmacy.prescription-signed.v1',
  stopped: 'pharmacy.prescription-stopped.v1',
} as const;

/** And those of discrepancies of stock. */
export const discrepancyEvents = {
  opened: 'pharmacy.stock-discrepancy-opened.v1',
} as const;
