import { DomainError } from '#kernel';
import type { Violation } from './work-rules.js';

/** The person has another shift at that time. */
export class ShiftOverlap extends DomainError {
  readonly code = 'shift-overlap';
  readonly kind = 'conflict';

  constructor() {
    super('The person has another shift at that time.');
  }
}

/** Giving somebody a shift would break rules; all of them are named. */
export class ShiftRulesBroken extends DomainError {
  readonly code = 'shift-rules-broken';
  readonly kind = 'rule';

  constructor(violations: readonly Violation[]) {
    super(`The shift breaks ${violations.length === 1 ? 'a rule' : `${violations.length} rules`} of work: see violations.`, { violations });
  }
}

/** A roster that breaks rules is not published; all of them are named at once. */
export class RosterRulesBroken extends DomainError {
  readonly code = 'roster-rules-broken';
  readonly kind = 'rule';

  constructor(violations: readonly object[], warnings: readonly object[]) {
    super(`The roster breaks rules (${violations.length}) and is not published: see violations.`, { violations, warnings });
  }
}
