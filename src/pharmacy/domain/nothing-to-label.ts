import { DomainError } from '#kernel';

/** No lots are held for the dispense, nor was anything given out. */
export class NothingToLabel extends DomainError {
  readonly code = 'nothing-to-label';
  readonly kind = 'conflict';

  constructor() {
    super('Nothing is held for this dispense or was given out, so there are no packages to label.');
  }
}
