import { NotFound } from '#kernel';
import type { PatientsFacade } from '../../../patients/index.js';
import type { StaffingFacade } from '../../../staffing/index.js';
import { LabelNames } from '../../application/label-ports.js';

/** Names by the patients and staffing contexts. */
export class PublishedLabelNames extends LabelNames {
  constructor(
    private readonly patients: PatientsFacade,
    private readonly staffing: StaffingFacade,
  ) {
    super();
  }

  override async patient(patientId: string): Promise<{ name: string; mrn: string; language?: string }> {
    const card = await this.patients.find(patientId);
    if (!card) throw new NotFound('patient');
    const { displayName: name, mrn, preferredLanguage: language } = card;
    return { name, mrn, ...(language === undefined ? {} : { language }) };
  }

  override async facility(facilityId: string): Promise<{ name: string; timeZone: string }> {
    const facility = await this.staffing.facility(facilityId);
    if (!facility) throw new NotFound('facility');
    return { name: facility.name, timeZone: facility.timeZone };
  }
}
