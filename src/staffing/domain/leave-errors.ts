import { DomainError } from '#kernel';

/** Another approved leave of the same person lies in some of these days. */
export class LeaveOverlap extends DomainError {
  readonly code = 'leave-overlap';
  readonly kind = 'conflict';

  constructor() {
    super('Another approved leave of this person lies in some of these days.');
  }
}

/** Nobody decides on their own absence. */
export class OwnLeave extends DomainError {
  readonly code = 'own-leave';
  readonly kind = 'rule';

  constructor() {
    super('A leave is approved by somebody else than the person who will be absent.');
  }
}

/** The leave takes more working days of a year than the person has left. */
export class EntitlementExceeded extends DomainError {
  readonly code = 'leave-entitlement-exceeded';
  readonly kind = 'rule';

  constructor(details: { year?: number; days?: number; remainingDays?: number } = {}) {
    super('The leave takes more days than the person has left in that year.', details);
  }
}
