import type { Clock, UnitOfWork } from '#kernel';
import type { PatientDetails } from '../domain/patient-details.js';
import type { Patient } from '../domain/patient.js';
import { foundBy, type Patients } from '../domain/patients.js';

export interface ChangePatientCommand {
  patientId: string;
  /** The version that the change was made from. */
  version?: number;
  /** Makes the new details from those that stand. */
  change: (details: PatientDetails) => PatientDetails;
  acceptDuplicate?: boolean;
}

/** Corrects or completes what registration asks. */
export class ChangePatient {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: Patients,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   * @throws InvalidDetails
   * @throws PossibleDuplicate
   * @throws IdentifierTaken
   */
  async execute({ patientId, version, change, acceptDuplicate }: ChangePatientCommand): Promise<Patient> {
    return this.unitOfWork.run(async () => {
      const patient = await this.patients.get(patientId);
      patient.expectVersion(version);
      const before = foundBy(patient);
      const changed = patient.change(change(patient.details), this.clock.now(), acceptDuplicate);
      if (changed.length > 0) await this.patients.save(patient, before);
      return patient;
    });
  }
}
