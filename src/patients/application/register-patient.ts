import type { Clock, Ids, UnitOfWork } from '#kernel';
import { mrnOf } from '../domain/mrn.js';
import type { PatientDetails } from '../domain/patient-details.js';
import { Patient } from '../domain/patient.js';
import type { Patients } from '../domain/patients.js';
import type { MrnNumbers } from './ports.js';

export interface RegisterPatientCommand {
  details: PatientDetails;
  facilityId?: string;
  acceptDuplicate?: boolean;
}

/** Takes a person into the index of patients and gives them their medical record number. */
export class RegisterPatient {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: Patients,
    private readonly numbers: MrnNumbers,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidDetails
   * @throws PossibleDuplicate where somebody of the same name, birth date and sex is registered and that is not accepted
   * @throws IdentifierTaken
   */
  async execute({ details, facilityId, acceptDuplicate }: RegisterPatientCommand): Promise<Patient> {
    return this.unitOfWork.run(async () => {
      const mrn = mrnOf(await this.numbers.take());
      const registration = { id: this.ids.next(), mrn, facilityId, acceptDuplicate };
      const patient = Patient.register(registration, details, this.clock.now());
      await this.patients.add(patient);
      return patient;
    });
  }
}
