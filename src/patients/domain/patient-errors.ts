import { DomainError, type FieldError, type HumanName } from '#kernel';
import type { Identifier, Sex } from './patient-details.js';

/** Somebody who may be the same person. */
export interface DuplicateCandidate {
  id: string;
  mrn: string;
  name: HumanName;
  birthDate: string;
  sex: Sex;
}

/** Somebody of the same name, birth date and sex is registered. */
export class PossibleDuplicate extends DomainError {
  readonly code = 'possible-duplicate';
  readonly kind = 'conflict';
  override readonly shownPatients: readonly string[];

  constructor(candidates: DuplicateCandidate[]) {
    super('Somebody with this name, birth date and sex is registered. Use that record, or send acceptDuplicate: true.', { candidates });
    this.shownPatients = candidates.map(({ id }) => id);
  }
}

/** Another patient has this identifier; a value names one patient within its system. */
export class IdentifierTaken extends DomainError {
  readonly code = 'identifier-taken';
  readonly kind = 'conflict';
  override readonly shownPatients: readonly string[];

  constructor(taken: Identifier | undefined, candidates: DuplicateCandidate[]) {
    super('Another patient is registered under one of these identifiers.', { ...(taken ? { identifier: taken } : {}), candidates });
    this.shownPatients = candidates.map(({ id }) => id);
  }
}

/** The record was merged into another one, which is the person's now: nothing more is written to it. */
export class PatientMerged extends DomainError {
  readonly code = 'patient-merged';
  readonly kind = 'conflict';

  /** @param mergedInto the record to use instead */
  constructor(readonly mergedInto: string) {
    super('This record was merged into another one. Use that.', { mergedInto });
  }
}

/** Details that cannot be true or complete. */
export class InvalidDetails extends DomainError {
  readonly code = 'invalid-details';
  readonly kind = 'rule';

  constructor(readonly errors: FieldError[]) {
    super('Some of the details cannot be right.', { errors });
  }
}
