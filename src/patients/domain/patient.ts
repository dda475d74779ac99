import { AggregateRoot, type HumanName } from '#kernel';
import { differs } from './differs.js';
import { duplicateKey, nameWords } from './name-words.js';
import { checkDetails } from './patient-checks.js';
import {
  type Address,
  type ContactPoint,
  DETAILS,
  type EmergencyContact,
  type Identifier,
  type PatientDetails,
  type ReminderPreferences,
  type Sex,
} from './patient-details.js';
import { PatientMerged } from './patient-errors.js';
import { patientEvents } from './patient-events.js';

/** What identifies a new patient besides their details. */
export interface Registration {
  id: string;
  mrn: string;
  /** Where the patient was registered. */
  facilityId?: string;
  /** Registered although somebody of the same name, birth date and sex is. */
  acceptDuplicate?: boolean;
}

/** A person who is or was treated: who they are and how to reach them. */
export class Patient extends AggregateRoot implements PatientDetails {
  readonly id: string;
  readonly mrn: string;
  readonly facilityId?: string;
  readonly name!: HumanName;
  readonly birthDate!: string;
  readonly sex!: Sex;
  readonly contacts!: ContactPoint[];
  readonly address?: Address;
  readonly identifiers!: Identifier[];
  readonly timeZone?: string;
  readonly preferredLanguage?: string;
  readonly reminderPreferences?: ReminderPreferences;
  readonly emergencyContacts!: EmergencyContact[];
  readonly deceasedOn?: string;
  /** Words that find the patient; see `nameWords`. */
  readonly nameWords!: string[];
  /** Equal for likely duplicates, of which one alone has no `acceptedAs`. */
  readonly duplicateKey!: string;
  /** The own id, where a likely duplicate was accepted. */
  readonly acceptedAs?: string;
  readonly registeredAt: Temporal.Instant;
  /** The record that is this person's now; never one that was merged itself. */
  readonly mergedInto?: string;

  private constructor({ id, mrn, facilityId, acceptDuplicate = false }: Registration, details: PatientDetails, now: Temporal.Instant) {
    super();
    this.id = id;
    this.mrn = mrn;
    this.facilityId = facilityId;
    this.acceptedAs = acceptDuplicate ? id : undefined;
    this.registeredAt = now;
    this.become(details);
  }

  /** @throws InvalidDetails */
  static register(registration: Registration, details: PatientDetails, now: Temporal.Instant): Patient {
    checkDetails(details, now);
    const patient = new Patient(registration, details, now);
    const { id, mrn, facilityId } = patient;
    patient.record({ type: patientEvents.registered, aggregateId: id, payload: { patientId: id, mrn, facilityId } });
    return patient;
  }

  get details(): PatientDetails {
    return Object.fromEntries(
      DETAILS.flatMap((name) => (this[name] === undefined ? [] : [[name, this[name]]])),
    ) as unknown as PatientDetails;
  }

  /**
   * Takes on new details as a whole.
   * @returns the names of those that are other than before
   * @throws PatientMerged
   * @throws InvalidDetails
   */
  change(details: PatientDetails, now: Temporal.Instant, acceptDuplicate = false): (keyof PatientDetails)[] {
    this.expectUnmerged();
    const changed = DETAILS.filter((name) => differs(this[name], details[name]));
    if (changed.length === 0) return [];
    checkDetails(details, now);
    const before = this.duplicateKey;
    this.become(details);
    if (this.duplicateKey !== before) Object.assign(this, { acceptedAs: acceptDuplicate ? this.id : undefined });
    this.record({ type: patientEvents.changed, aggregateId: this.id, payload: { patientId: this.id, changed } });
    return changed;
  }

  /** @throws PatientMerged */
  expectUnmerged(): void {
    if (this.mergedInto !== undefined) throw new PatientMerged(this.mergedInto);
  }

  /** Leaves the person to another record; from then on a namesake of this one is no duplicate of it. */
  mergeInto(survivorId: string): void {
    this.expectUnmerged();
    Object.assign(this, { mergedInto: survivorId, acceptedAs: this.id });
  }

  /** Is a person of its own again, and an accepted duplicate of whoever is alike: somebody has said so. */
  separate(): void {
    Object.assign(this, { mergedInto: undefined });
  }

  private become(details: PatientDetails): void {
    for (const name of DETAILS) {
      if (differs(this[name], details[name])) Object.assign(this, { [name]: details[name] });
    }
    const { name, birthDate, sex } = details;
    Object.assign(this, { nameWords: nameWords(name), duplicateKey: duplicateKey(name, birthDate, sex) });
  }
}
