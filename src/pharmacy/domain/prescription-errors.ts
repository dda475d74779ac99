import { DomainError } from '#kernel';
import type { SafetyFinding } from './safety-finding.js';

/** A finding, and whether it was set aside. */
export interface ShownFinding extends SafetyFinding {
  overridden: boolean;
  /** A second person agreed. */
  approved: boolean;
}

/** Something speaks against it, and was not set aside by those who may. */
export class SafetyCheckFailed extends DomainError {
  readonly code = 'safety-check-failed';
  readonly kind = 'rule';

  constructor(alerts: readonly ShownFinding[]) {
    super('The safety check found what blocks this. Override it with a reason, or prescribe otherwise.', { alerts });
  }
}

/** Only the prescriber signs, or who may sign on behalf. */
export class NotThePrescriber extends DomainError {
  readonly code = 'not-the-prescriber';
  readonly kind = 'forbidden';

  constructor() {
    super('The prescription is signed by its prescriber, or by somebody who may sign on behalf.');
  }
}

/** An override was sent by somebody who may not override. */
export class MayNotOverride extends DomainError {
  readonly code = 'may-not-override';
  readonly kind = 'forbidden';

  constructor() {
    super('You may not set aside what the safety check finds.');
  }
}

/** The second person is not the first. */
export class ApproverIsPrescriber extends DomainError {
  readonly code = 'approver-is-prescriber';
  readonly kind = 'rule';

  constructor() {
    super('An override is approved by another clinician than the one who prescribes or writes the prescription.');
  }
}

/** Somebody else signed the same medicine at the same moment. */
export class MedicineAlreadyActive extends DomainError {
  readonly code = 'medicine-already-active';
  readonly kind = 'conflict';

  constructor() {
    super('The patient has an active line of this medicine. Declare the line parallel, or stop the other.');
  }
}

/** The prescriber may not practise now. */
export class PrescriberNotEntitled extends DomainError {
  readonly code = 'staff-not-credentialed';
  readonly kind = 'rule';

  constructor(lackingCredentials: readonly string[]) {
    super('The prescriber is not employed, or lacks a valid credential, at this moment.', { lackingCredentials });
  }
}
