import { DomainError } from '#kernel';

/** Unknown, spent, revoked, expired or locked code, or another birth date: all look the same. */
export class InvalidInvitation extends DomainError {
  readonly code = 'invalid-invitation';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The code and the birth date do not belong together, or the code counts no longer. Ask for a new invitation.');
  }
}

/** Whoever has died gets no account. */
export class PatientDeceased extends DomainError {
  readonly code = 'patient-deceased';
  readonly kind = 'rule';

  constructor() {
    super('The patient has died and is not invited.');
  }
}
