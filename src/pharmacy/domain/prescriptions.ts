import type { RowScope } from '#kernel';
import type { LineStatus } from './prescription-machine.js';
import type { Prescription } from './prescription.js';

/** Which prescriptions are asked for. */
export interface PrescriptionFilter {
  patientId?: string;
  prescriberId?: string;
  status?: LineStatus;
}

/** Prescriptions with their lines. Changes are saved by the unit of work. */
export abstract class Prescriptions {
  abstract add(prescription: Prescription): void;

  /** @throws NotFound */
  abstract get(id: string): Promise<Prescription>;

  /**
   * Saves what was changed, so that versions are the new ones.
   * @throws MedicineAlreadyActive
   */
  abstract save(): Promise<void>;

  /** Lets nobody else sign or dispense for the patient until the unit of work ends, so that no two acts overlook each other. */
  abstract lockPatient(patientId: string): Promise<void>;

  /** The same for the patient of a prescription, before it is read. */
  abstract lockPatientOf(prescriptionId: string): Promise<void>;

  /** Whether a patient has a line of a medicine that is active or on hold, and not declared parallel. */
  abstract isMedicineActive(patientId: string, medicine: string): Promise<boolean>;

  /** In the order in which they were written; of a scope that is limited, only those that were signed. */
  abstract page(filter: PrescriptionFilter, scope: RowScope, limit: number, after: string | undefined): Promise<Prescription[]>;

  /** Prescriptions with lines whose course is over. */
  abstract withEndedCourses(now: Temporal.Instant, limit: number): Promise<string[]>;
}
