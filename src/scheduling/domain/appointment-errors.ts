import { DomainError } from '#kernel';

/** The practitioner, a room or a piece of equipment is taken at that time. */
export class SlotTaken extends DomainError {
  readonly code = 'slot-taken';
  readonly kind = 'conflict';

  constructor(resourceKind: string) {
    super(`The ${resourceKind} is not free at that time.`, { resourceKind });
  }
}

/** The patient has another appointment at that time; which one is not told. */
export class PatientBusy extends DomainError {
  readonly code = 'patient-busy';
  readonly kind = 'conflict';

  constructor() {
    super('The patient has another appointment at that time.');
  }
}

/** The time lies outside what the practitioner is available for. */
export class OutsideAvailability extends DomainError {
  readonly code = 'outside-availability';
  readonly kind = 'rule';

  constructor() {
    super('The practitioner is not available for this kind of appointment at that time.');
  }
}

/** The practitioner lacks a credential or the specialty that the appointment asks for at that time. */
export class StaffNotCredentialed extends DomainError {
  readonly code = 'staff-not-credentialed';
  readonly kind = 'rule';

  constructor(lacking: string) {
    super(`The practitioner has no ${lacking} at that time.`, { lacking });
  }
}

/** The patient waits for the same already. */
export class AlreadyWaiting extends DomainError {
  readonly code = 'already-waiting';
  readonly kind = 'conflict';

  constructor() {
    super('The patient is on the wait-list for this already.');
  }
}
