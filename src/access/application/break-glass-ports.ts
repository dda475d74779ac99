/** What a message to reviewers is about. */
export type NoticeKind = 'opened' | 'overdue' | 'unjustified';

/** Somebody who may review. */
export interface Reviewer {
  userId: string;
  email: string;
}

/** Those who may review break-glass accesses, wherever the patient is treated. */
export abstract class Reviewers {
  /** All but one, who opened the chart. */
  abstract allBut(userId: string): Promise<Reviewer[]>;
}

/** One message to one reviewer. It names neither patient nor user nor reason: who may know them reads the access itself. */
export interface Notice {
  kind: NoticeKind;
  accessId: string;
  openedAt: Temporal.Instant;
  reviewDueAt: Temporal.Instant;
  reviewer: Reviewer;
}

/** Mail to reviewers. */
export abstract class ReviewerMail {
  /** Sent after the surrounding unit of work; once, however often the same is asked for. */
  abstract request(notice: Notice): void;
}

/** How a user proves who they are besides the session. */
export interface SignInFacts {
  hasPassword: boolean;
  /** When this session began. */
  signedInAt: Temporal.Instant;
}

/** What is known of a session and its user. */
export abstract class SessionFacts {
  abstract find(sessionId: string): Promise<SignInFacts | undefined>;
}
