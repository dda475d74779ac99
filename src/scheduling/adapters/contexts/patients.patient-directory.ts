import { type PatientCard, PatientMerged, type PatientsFacade } from '../../../patients/index.js';
import { type BookablePatient, type PatientContact, PatientDirectory } from '../../application/ports.js';

/** Who can be booked and how they are reached, as patients has it. */
export class PatientsPatientDirectory extends PatientDirectory {
  constructor(private readonly patients: PatientsFacade) {
    super();
  }

  /** @throws PatientMerged */
  override async find(patientId: string): Promise<BookablePatient | undefined> {
    const card = await this.patients.find(patientId);
    if (card?.mergedInto !== undefined) throw new PatientMerged(card.mergedInto);
    return card;
  }

  override async contactOf(patientId: string): Promise<PatientContact | undefined> {
    return (await this.contactsOf([patientId])).get(patientId);
  }

  override async contactsOf(patientIds: readonly string[]): Promise<ReadonlyMap<string, PatientContact>> {
    const cards = await this.patients.findAll(patientIds);
    return new Map(cards.filter(({ deceased }) => !deceased).map((card) => [card.id, contactFrom(card)]));
  }
}

function contactFrom({ email, phone, timeZone, preferredLanguage: language, reminderPreferences }: PatientCard): PatientContact {
  return { email, phone, timeZone, language, channels: reminderPreferences?.channels, quietHours: reminderPreferences?.quietHours };
}
