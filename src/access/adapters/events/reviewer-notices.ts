import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { TellReviewers } from '../../application/tell-reviewers.js';
import { breakGlassEvents } from '../../domain/break-glass-events.js';

/** Tells reviewers of each chart that was opened by break-glass, and of each opening that was found unjustified. */
export class ReviewerNotices implements EventSubscriber {
  readonly name = 'access.tell-reviewers';
  readonly types = [breakGlassEvents.opened, breakGlassEvents.unjustified];

  constructor(private readonly tellReviewers: TellReviewers) {}

  handle({ type, aggregateId }: PublishedEvent): Promise<void> {
    return this.tellReviewers.execute({ accessId: aggregateId, kind: type === breakGlassEvents.opened ? 'opened' : 'unjustified' });
  }
}
