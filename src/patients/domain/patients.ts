import type { Identifier } from './patient-details.js';
import type { Patient } from './patient.js';
import { phoneKey } from './phone.js';

/** The registered patients. Changes are saved by the unit of work. */
export abstract class Patients {
  /**
   * Adds a new patient. Somebody who registers the same person meanwhile makes one of the two lose the race,
   * and so run again.
   * @throws PossibleDuplicate unless the patient is an accepted duplicate
   * @throws IdentifierTaken
   */
  abstract add(patient: Patient): Promise<void>;

  /** @throws NotFound */
  abstract get(id: string): Promise<Patient>;

  /**
   * Two records, which nobody writes to or names in new rows until the end of the unit of work.
   * @throws NotFound
   */
  abstract lockBoth(ids: readonly [string, string]): Promise<[Patient, Patient]>;

  abstract withIdentifier(identifier: Identifier): Promise<Patient | undefined>;

  /**
   * Saves a changed patient with what is searched for, so that its version is the new one.
   * @param before what the patient was found by until now
   * @throws PossibleDuplicate unless the patient is an accepted duplicate
   * @throws IdentifierTaken
   */
  abstract save(patient: Patient, before: FoundBy): Promise<void>;
}

/** What a patient is looked up by. */
export interface FoundBy {
  nameWords: readonly string[];
  duplicateKey: string;
  phones: readonly string[];
  identifiers: readonly Identifier[];
}

/** What a patient is looked up by as it is now. */
export function foundBy({ nameWords, duplicateKey, contacts, identifiers }: Patient): FoundBy {
  const phones = contacts.filter(({ system }) => system === 'phone').map(({ value }) => phoneKey(value));
  return { nameWords, duplicateKey, phones: [...new Set(phones)], identifiers };
}
