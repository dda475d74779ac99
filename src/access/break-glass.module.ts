import type { Provider } from '@nestjs/common';
import { Metrics, publishMachine } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { EventSubscriptions, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { NotificationsFacade } from '../notifications/index.js';
import { NotificationsReviewerMail } from './adapters/contexts/notifications.reviewer-mail.js';
import { ReviewerNotices } from './adapters/events/reviewer-notices.js';
import { BreakGlassFigures } from './adapters/http/break-glass-figures.js';
import { IdentityAgainGuard } from './adapters/http/identity-again.guard.js';
import { BreakGlassProcessor } from './adapters/jobs/break-glass.processor.js';
import { MikroOrmBreakGlassAccesses } from './adapters/persistence/break-glass-accesses.mikro-orm.js';
import { BreakGlassQuery } from './adapters/persistence/break-glass.query.js';
import { ReviewersQuery } from './adapters/persistence/reviewers.query.js';
import { SessionFactsQuery } from './adapters/persistence/session-facts.query.js';
import { ReviewerMail, Reviewers, SessionFacts } from './application/break-glass-ports.js';
import { ConfirmIdentity } from './application/confirm-identity.js';
import { EndBreakGlass } from './application/end-break-glass.js';
import { OpenBreakGlass } from './application/open-break-glass.js';
import { PasswordAgain } from './application/password-again.js';
import { SecurityTrail } from './application/ports.js';
import { RemindReviewers } from './application/remind-reviewers.js';
import { ReviewBreakGlass } from './application/review-break-glass.js';
import { TellReviewers } from './application/tell-reviewers.js';
import { BreakGlassRules } from './domain/break-glass-access.js';
import { BreakGlassAccesses } from './domain/break-glass-accesses.js';
import { breakGlassMachine } from './domain/break-glass-machine.js';

publishMachine('break-glass-access', breakGlassMachine);

/** How charts are opened in an emergency. */
export interface BreakGlassOptions {
  breakGlass: { minutes: number; reviewHours: number };
}

/** What goes on behind opened charts: reviewers are told, and reminded. */
class BreakGlassWork {
  constructor(subscriptions: EventSubscriptions, processors: JobProcessors, tell: TellReviewers, remind: RemindReviewers) {
    subscriptions.add(new ReviewerNotices(tell));
    processors.add(new BreakGlassProcessor(remind));
  }
}

/** Part of access: charts that are opened in an emergency, and their review. */
export function breakGlassProviders({ breakGlass: { minutes, reviewHours } }: BreakGlassOptions): Provider[] {
  return [
    { provide: BreakGlassRules, useValue: new BreakGlassRules(minutes, reviewHours) },
    wireAs(BreakGlassAccesses, MikroOrmBreakGlassAccesses, Entities, Sql),
    wireAs(Reviewers, ReviewersQuery, Sql),
    wireAs(ReviewerMail, NotificationsReviewerMail, NotificationsFacade),
    wireAs(SessionFacts, SessionFactsQuery, Sql),
    wire(BreakGlassQuery, Sql, Clock),
    wire(BreakGlassFigures, Metrics, BreakGlassQuery),
    wire(ConfirmIdentity, UnitOfWork, PasswordAgain, SessionFacts, SecurityTrail, Clock),
    wire(IdentityAgainGuard, ConfirmIdentity),
    wire(OpenBreakGlass, UnitOfWork, BreakGlassAccesses, BreakGlassRules, Ids, Clock, AuditTrail),
    wire(EndBreakGlass, UnitOfWork, BreakGlassAccesses, Clock, AuditTrail),
    wire(ReviewBreakGlass, UnitOfWork, BreakGlassAccesses, Ids, Clock, AuditTrail),
    wire(TellReviewers, UnitOfWork, BreakGlassAccesses, Reviewers, ReviewerMail),
    wire(RemindReviewers, UnitOfWork, BreakGlassAccesses, TellReviewers, Clock),
    wire(BreakGlassWork, EventSubscriptions, JobProcessors, TellReviewers, RemindReviewers),
  ];
}
