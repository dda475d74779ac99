import { AggregateRoot } from '#kernel';
import type { MessageKind } from './message-kinds.js';
import type { MessageTexts } from './message-wording.js';

/** A facility's own words for one kind of message in one language. */
export class MessageTemplate extends AggregateRoot {
  readonly texts: MessageTexts;

  constructor(
    readonly id: string,
    readonly facilityId: string,
    readonly kind: MessageKind,
    /** BCP 47, in lower case. */
    readonly language: string,
    texts: MessageTexts,
  ) {
    super();
    this.texts = texts;
  }

  change(texts: MessageTexts): void {
    Object.assign(this, { texts });
  }
}
