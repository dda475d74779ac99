import { DomainError } from '#kernel';

/** A record can't be merged into itself. */
export class SelfMerge extends DomainError {
  readonly code = 'self-merge';
  readonly kind = 'rule';

  constructor() {
    super('A record cannot be merged into itself.');
  }
}

/** Something of the two records contradicts, or is under way, and a person has to settle it first. */
export class MergeConflict extends DomainError {
  readonly code = 'merge-conflict';
  readonly kind = 'conflict';

  /** @param obstacles their codes: `both-have-accounts` */
  constructor(obstacles: readonly string[]) {
    super('Something has to be settled first.', { obstacles });
  }
}

/** The merge was taken back before. */
export class MergeReverted extends DomainError {
  readonly code = 'merge-reverted';
  readonly kind = 'conflict';

  constructor() {
    super('This merge was reverted before.');
  }
}

/** The survivor was merged into a third record: the last merge is reverted first. */
export class LaterMergeStands extends DomainError {
  readonly code = 'later-merge-stands';
  readonly kind = 'conflict';

  constructor() {
    super('The survivor was merged into another record since. Revert that merge first.');
  }
}
