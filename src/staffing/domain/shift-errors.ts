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

/** A swap would leave a department with fewer people than it needs. */
export class CoverNotKept extends DomainError {
  readonly code = 'cover-not-kept';
  readonly kind = 'rule';

  constructor(gaps: readonly object[]) {
    super('The department would have fewer people than it needs: see violations.', { violations: gaps });
  }
}

/** The shift is in another swap that is not decided yet. */
export class ShiftInSwap extends DomainError {
  readonly code = 'shift-in-swap';
  readonly kind = 'conflict';

  constructor() {
    super('The shift is in another swap that is not decided yet.');
  }
}

/** Something is planned for a person after the end of their employment, and nobody takes over. */
export class StaffHasCommitments extends DomainError {
  readonly code = 'staff-has-commitments';
  readonly kind = 'conflict';

  constructor(commitments: readonly { kind: string; count: number }[]) {
    const list = commitments.map(({ kind, count }) => `${count} ${kind}`).join(', ');
    super(`After that day the person still has ${list}. Name who takes over, or settle them first.`, { commitments });
  }
}
