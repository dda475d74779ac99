import type { PatientsFacade } from '../../../patients/index.js';
import { type BookablePatient, type PatientContact, PatientDirectory } from '../../application/ports.js';

/** Who can be booked and how they are reached, as patients has it. */
export class PatientsPatientDirectory extends PatientDirectory {
  constructor(private readonly patients: PatientsFacade) {
    super();
  }

  override find(patientId: string): Promise<BookablePatient | undefined> {
    return this.patients.find(patientId);
  }

  override async contactOf(patientId: string): Promise<PatientContact | undefined> {
    const patient = await this.patients.find(patientId);
    if (!patient || patient.deceased) return undefined;
    const { email, phone, timeZone, preferredLanguage: language, reminderPreferences } = patient;
    return { email, phone, timeZone, language, channels: reminderPreferences?.channels, quietHours: reminderPreferences?.quietHours };
  }
}
