import type { AllergyFacts } from './allergy.js';
import type { AllergyStatus } from './allergy-machine.js';
import type { ConditionFacts, ConditionState } from './condition.js';
import type { Identifier, PatientDetails } from './patient-details.js';

/** A patient as another system knows them. What it leaves out stays as it is here. */
export interface PatientImport extends Partial<Omit<PatientDetails, 'name' | 'birthDate' | 'sex'>> {
  /** What the other system calls the record; kept as one of the patient's identifiers. */
  source: Identifier;
  name: PatientDetails['name'];
  birthDate: PatientDetails['birthDate'];
  sex: PatientDetails['sex'];
  facilityId?: string;
}

/** An allergy as another system knows it. */
export interface AllergyImport extends Omit<AllergyFacts, 'recordedOn'> {
  source: Identifier;
  patientId: string;
  status: AllergyStatus;
  /** `YYYY-MM-DD`; the day it is taken over, where it is not known. */
  recordedOn?: string;
}

/** A condition as another system knows it. */
export interface ConditionImport extends Omit<ConditionFacts, 'recordedOn'>, ConditionState {
  source: Identifier;
  patientId: string;
  recordedOn?: string;
}

/** What became of a record that was taken over. */
export interface ImportOutcome {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}
