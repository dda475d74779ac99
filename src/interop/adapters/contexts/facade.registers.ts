import type { Clock } from '#kernel';
import type { PatientsFacade } from '../../../patients/index.js';
import type { StaffingFacade } from '../../../staffing/index.js';
import { type Locale, Registers, type Source, type TakenOver } from '../../application/ports.js';
import type { allergyOf, conditionOf } from '../../domain/chart.js';
import type { organizationOf, patientOf, practitionerOf } from '../../domain/people.js';

/** The contexts that have a place for what is imported. */
export class FacadeRegisters extends Registers {
  constructor(
    private readonly patients: PatientsFacade,
    private readonly staffing: StaffingFacade,
    private readonly clock: Clock,
  ) {
    super();
  }

  override takePatient({ identifier }: Source, patient: ReturnType<typeof patientOf>): Promise<TakenOver> {
    return this.patients.importPatient({ source: identifier, ...patient });
  }

  /** FHIR does not say since when somebody works here: from the day of the import on, as far as we know. */
  override takePractitioner(practitioner: ReturnType<typeof practitionerOf>, facilityId: string): Promise<TakenOver> {
    const employmentStart = this.clock.now().toZonedDateTimeISO('UTC').toPlainDate();
    return this.staffing.importPractitioner({ ...practitioner, facilityId, employmentStart });
  }

  override takeOrganization({ identifier }: Source, organization: ReturnType<typeof organizationOf>, locale: Locale): Promise<TakenOver> {
    const identifiers = [identifier, ...organization.identifiers];
    return this.staffing.importOrganization({ ...organization, ...locale, identifiers });
  }

  override takeCondition({ identifier }: Source, patientId: string, condition: ReturnType<typeof conditionOf>): Promise<TakenOver> {
    return this.patients.importCondition({ source: identifier, patientId, ...condition });
  }

  override takeAllergy({ identifier }: Source, patientId: string, allergy: ReturnType<typeof allergyOf>): Promise<TakenOver> {
    return this.patients.importAllergy({ source: identifier, patientId, ...allergy });
  }
}
