import { DomainError } from '#kernel';

/** The provider of a channel refused a message or was away; `failure` says so without the recipient. */
export class UndeliverableMessage extends DomainError {
  readonly code = 'undeliverable-message';
  readonly kind = 'unavailable';

  constructor(readonly failure: string) {
    super(`The message could not be handed over: ${failure}.`);
  }
}
