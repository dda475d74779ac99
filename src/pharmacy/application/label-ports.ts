import type { Frequency } from '../domain/dosage.js';
import type { Amount } from '../domain/medication.js';
import type { MedicineLabel } from '../domain/medicine-label.js';

/** What of one lot is given out, or held to be. */
export interface DispensedPackage {
  name: string;
  strength: string;
  form: string;
  unit: string;
  controlled: boolean;
  dose: Amount;
  frequency: Frequency;
  route: string;
  durationDays: number;
  asNeeded: boolean;
  note: string | null;
  quantity: number;
  lotNumber: string;
  /** `YYYY-MM-DD` */
  expiresOn: string;
}

export interface PackedDispense {
  patientId: string;
  facilityId: string;
  /** Name of the stock location. */
  location: string;
  /** RFC 3339; absent while it is not given out. */
  completedAt?: string;
  /** In the order of the lines, then of expiry; none where nothing is held or given out. */
  packages: readonly DispensedPackage[];
}

export abstract class PackedDispenses {
  /** @throws NotFound */
  abstract get(dispenseId: string): Promise<PackedDispense>;
}

/** Who and what else labels name. */
export abstract class LabelNames {
  /** @throws NotFound */
  abstract patient(patientId: string): Promise<{ name: string; mrn: string; /** BCP 47 */ language?: string }>;
  /** @throws NotFound */
  abstract facility(facilityId: string): Promise<{ name: string; timeZone: string }>;
}

export abstract class LabelPrinter {
  /** A PDF document with a page for each label, or more where one has not enough room. */
  abstract print(labels: readonly MedicineLabel[], title: string, at: Temporal.Instant): Promise<Uint8Array>;
}
