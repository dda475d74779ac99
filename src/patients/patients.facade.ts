import type { RowScope } from '#kernel';
import type { AllergyFacts } from './domain/allergy.js';
import type { ReminderPreferences } from './domain/patient-details.js';
import type { AllergyImport, ConditionImport, ImportOutcome, PatientImport } from './domain/taken-over.js';

export { PatientMerged } from './domain/patient-errors.js';
export type { AllergyImport, ConditionImport, ImportOutcome, PatientImport } from './domain/taken-over.js';

/** A patient as other contexts see them. */
export interface PatientCard {
  id: string;
  mrn: string;
  displayName: string;
  /** No bookings, reminders or dispenses any more. */
  deceased: boolean;
  /** The record that is this person's now, where this one was merged into it. */
  mergedInto?: string;
  /** The first of each that is in use. */
  email?: string;
  phone?: string;
  timeZone?: string;
  /** BCP 47 tag. */
  preferredLanguage?: string;
  reminderPreferences?: ReminderPreferences;
}

/** What bears on the safety of giving a patient medicines. */
export interface SafetyRecord {
  /** `YYYY-MM-DD`, or less where no more is known. */
  birthDate: string;
  deceased: boolean;
  /** The active ones. That there are none says nothing unless it is recorded as such. */
  allergies: (Pick<AllergyFacts, 'substance' | 'kind' | 'criticality'> & { id: string })[];
}

/**
 * Who treats or treated whom, as other contexts know it; it opens patients' charts to the facility's people. A context that
 * knows publishes a view of its own schema with `patient_id` and `facility_id`, with an index behind `patient_id` and
 * without what did not come about or was entered in error.
 */
export abstract class CareRelations {
  /** @param name schema and name of the view */
  abstract addView(name: string): void;
}

/** Rows that name a patient: they go to the survivor of a merge, and back when it is reverted. */
export interface PatientHolding {
  /** Context and what they are, for good, since it is written down with each merge: `scheduling.appointments`. */
  name: string;
  /** With its schema. */
  table: string;
  /** `patient_id` where it is not said. */
  patientColumn?: string;
  /** Column of the rows' own key; `id`, a uuid, where it is not said. */
  key?: { column: string; type: 'uuid' | 'text' };
  /** Whether the rows have a `version`, which is then raised. */
  versioned?: boolean;
  /** A condition on the row `t`, where not all rows of the table are meant. */
  only?: string;
  /** A condition on the row `t` of the merged record under which it stays there, `$1` being the survivor. */
  unless?: string;
  /** Rows that belong to others and go wherever those go, also those that came after the merge; needs an index on the column. */
  parts?: readonly HoldingPart[];
}

/** Rows that belong to a row of a holding. */
export interface HoldingPart extends Pick<PatientHolding, 'table' | 'patientColumn' | 'versioned' | 'only'> {
  /** Column that names the row they belong to. */
  of: string;
}

/** What a person has to settle before two records can be merged, or a merge reverted. */
export interface MergeObstacle {
  /** As the caller reads it among `obstacles`: `both-have-accounts`. */
  code: string;
  /** A query that yields rows where it is so: `$1` is the survivor, `$2` the merged record. */
  query: string;
}

/**
 * What other contexts hold of patients, in their own schemas. Each says so at its start, and sees to it with
 * `patients.survivor_of` in a trigger that no row comes to name a merged patient.
 */
export abstract class PatientMerges {
  abstract addHoldings(...holdings: PatientHolding[]): void;
  abstract addObstacles(...obstacles: MergeObstacle[]): void;
}

/** What other contexts may ask of patients: plain data, each answer from one statement. */
export abstract class PatientsFacade {
  abstract find(patientId: string): Promise<PatientCard | undefined>;

  /** What a check of medicines needs; nothing where there is no such patient. */
  abstract safetyRecord(patientId: string): Promise<SafetyRecord | undefined>;

  /** Whether a scope reaches a patient's chart, as it is open to the caller at this request. */
  abstract isChartOpen(patientId: string, scope: RowScope): Promise<boolean>;

  /** Those of the patients who exist, in no particular order. */
  abstract findAll(patientIds: readonly string[]): Promise<PatientCard[]>;

  /**
   * Takes over a patient from another system; the same again is `unchanged`. A unit of work does not see
   * what it adds itself: give each record its own, or name a thing once.
   * @throws InvalidDetails, IdentifierTaken
   */
  abstract importPatient(patient: PatientImport): Promise<ImportOutcome>;

  /** @throws NotFound where there is no such patient, InvalidDetails */
  abstract importAllergy(allergy: AllergyImport): Promise<ImportOutcome>;

  /** @throws NotFound where there is no such patient, InvalidDetails */
  abstract importCondition(condition: ConditionImport): Promise<ImportOutcome>;
}
