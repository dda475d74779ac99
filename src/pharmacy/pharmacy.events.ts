/** Lines of a prescription were signed, or stopped. */
export interface PrescriptionFact {
  type: 'pharmacy.prescription-signed.v1' | 'pharmacy.prescription-stopped.v1';
  payload: {
    prescriptionId: string;
    patientId: string;
    facilityId: string;
    prescriberId: string;
    /** Those that it is about. */
    lines: { id: string; medicationId: string }[];
  };
}

/** A count of a controlled drug disagreed with the books. */
export interface StockDiscrepancyOpened {
  type: 'pharmacy.stock-discrepancy-opened.v1';
  payload: { discrepancyId: string; facilityId: string; locationId: string; medicationId: string; lotId: string; countId: string };
}
