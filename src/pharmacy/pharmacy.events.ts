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

interface DispensePlace {
  dispenseId: string;
  facilityId: string;
  locationId: string;
  prescriptionId: string;
  patientId: string;
}

interface DispensedLine {
  id: string;
  prescriptionLineId: string;
  medicationId: string;
  /** In which the medication is counted. */
  unit: string;
  /** Whole units. */
  quantity: number;
}

/** Medicines were given out: what there is to charge for. */
export interface MedicationDispensed {
  type: 'pharmacy.medication-dispensed.v1';
  payload: DispensePlace & {
    /** Users. */
    dispensedBy: string;
    witnessedBy?: string;
    dispensedAt: string;
    lines: (DispensedLine & {
      /** With what one unit was bought for, where that is known. */
      lots: { lotId: string; quantity: number; unitCost?: { amount: string; currency: string } }[];
    })[];
  };
}

/** Medicines that were given out came back: what there is to take off a bill. */
export interface DispenseReturned {
  type: 'pharmacy.dispense-returned.v1';
  payload: DispensePlace & {
    returnId: string;
    /** Users. */
    returnedTo: string;
    witnessedBy?: string;
    returnedAt: string;
    /** `id` is that of the dispensed line; the lots are those that were dispensed. */
    lines: (DispensedLine & { condition: 'resaleable' | 'damaged'; lots: { lotId: string; quantity: number }[] })[];
  };
}

/** Stock that was held for a dispense is needed by a count, a recall or the like; the dispense is a draft again. */
export interface ReservationReleased {
  type: 'pharmacy.reservation-released.v1';
  payload: DispensePlace & { cause: { kind: string; id: string }; lots: { lotId: string; quantity: number }[] };
}

interface StockPlace {
  ruleId: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
}

/**
 * Stock that has a rule fell to its reorder point or below, or ran out; rose again by the margin of its rule; or has lots that came
 * near their date, passed it, were recalled, or are such no more.
 */
export interface StockFact {
  type: 'pharmacy.stock-fell.v1' | 'pharmacy.stock-recovered.v1' | 'pharmacy.stock-condition-changed.v1';
  payload: StockPlace & {
    /** Units that could be given out to somebody new. */
    usable: number;
    reorderPoint: number;
  };
}

/** Stock needs somebody who looks after it. */
export interface StockAlertRaised {
  type: 'pharmacy.stock-alert-raised.v1';
  payload: StockPlace & {
    alertId: string;
    kind: 'low-stock' | 'out-of-stock' | 'expiring' | 'expired-on-shelf' | 'recalled';
    /** Where it is about one lot. */
    lotId?: string;
  };
}
