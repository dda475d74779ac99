import type { MessageKind, NotificationsFacade } from '../../../notifications/index.js';
import { type Notice, type NoticeKind, ReviewerMail } from '../../application/break-glass-ports.js';

const KINDS: Record<NoticeKind, MessageKind> = {
  opened: 'break-glass-notice',
  overdue: 'break-glass-overdue',
  unjustified: 'break-glass-unjustified',
};

/** Mail to reviewers, in the words of the templates; nobody's facility, since reviewers look after all. */
export class NotificationsReviewerMail extends ReviewerMail {
  constructor(private readonly notifications: NotificationsFacade) {
    super();
  }

  override request({ kind, accessId, openedAt, reviewDueAt, reviewer }: Notice): void {
    const moment = (at: Temporal.Instant): { at: string; timeZone: string } => ({ at: at.toString(), timeZone: 'UTC' });
    this.notifications.request({
      key: `break-glass-${kind}-${accessId}-${reviewer.userId}`,
      kind: KINDS[kind],
      recipients: [{ channel: 'email', to: reviewer.email }],
      languages: [],
      data: { at: moment(openedAt), reviewDueAt: moment(reviewDueAt), accessId },
    });
  }
}
