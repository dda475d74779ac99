import type { Clock } from '#kernel';
import { instantText, type Sql } from '#persistence';
import { breakGlassStatus, type ReviewOutcome } from '../../domain/break-glass-access.js';
import type { BreakGlassStatus } from '../../domain/break-glass-machine.js';
import type { BreakGlassReason } from '../../domain/break-glass-reasons.js';

/** A break-glass access as it is read. */
export interface BreakGlassView {
  id: string;
  patientId: string;
  userId: string;
  userName: string;
  reasonCode: BreakGlassReason;
  reason: string;
  status: BreakGlassStatus;
  openedAt: string;
  expiresAt: string;
  endedAt?: string;
  reviewDueAt: string;
  outcome?: ReviewOutcome;
  version: number;
}

/** A review that was given. */
export interface ReviewView {
  reviewerId: string;
  outcome: ReviewOutcome;
  note: string;
  reviewedAt: string;
}

/** How often something was done with the patient's data meanwhile. */
export interface ActivityView {
  action: string;
  count: number;
}

export interface BreakGlassFilter {
  status?: BreakGlassStatus;
  outcome?: ReviewOutcome;
  patientId?: string;
  userId?: string;
  /** Those of this user alone, whatever the rest asks for. */
  holderId?: string;
}

interface Row {
  id: string;
  patient_id: string;
  user_id: string;
  display_name: string;
  reason_code: BreakGlassReason;
  reason: string;
  opened_at: string;
  expires_at: string;
  ended_at: string | null;
  review_due_at: string;
  outcome: ReviewOutcome | null;
  version: number;
}

const SELECT = `
  select b.id, b.patient_id, b.user_id, u.display_name, b.reason_code, b.reason, b.opened_at, b.expires_at, b.ended_at,
    b.review_due_at, b.outcome, b.version
  from access.break_glass_accesses b join access.users u on u.id = b.user_id`;

/** What a status means to the rows; the present instant is `$1`. */
const IN_STATUS: Record<BreakGlassStatus, string> = {
  open: 'b.outcome is null and coalesce(b.ended_at, b.expires_at) > $1',
  'review-due': 'b.outcome is null and coalesce(b.ended_at, b.expires_at) <= $1 and b.review_due_at > $1',
  overdue: 'b.outcome is null and b.review_due_at <= $1',
  reviewed: 'b.outcome is not null',
};

/** Break-glass accesses for reading: the reviewers' worklist, and what each user has opened. */
export class BreakGlassQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async byId(id: string, holderId?: string): Promise<BreakGlassView | undefined> {
    const where = 'where b.id = $1 and ($2::uuid is null or b.user_id = $2::uuid)';
    const row = await this.sql.first<Row>(`${SELECT} ${where}`, [id, holderId ?? null]);
    return row && viewOf(row, this.clock.now());
  }

  /** Those whose review is due first come first; one more than `limit` where there are more. */
  async page(filter: BreakGlassFilter, limit: number, after?: readonly string[]): Promise<BreakGlassView[]> {
    const now = this.clock.now();
    const { status, outcome = null, patientId = null, userId = null, holderId = null } = filter;
    const rows = await this.sql.query<Row>(
      `${SELECT} where $1::timestamptz is not null and ${status ? IN_STATUS[status] : 'true'}
         and ($2::text is null or b.outcome = $2) and ($3::uuid is null or b.patient_id = $3) and ($4::uuid is null or b.user_id = $4)
         and ($5::uuid is null or b.user_id = $5) and ($6::timestamptz is null or (b.review_due_at, b.id) > ($6::timestamptz, $7::uuid))
       order by b.review_due_at, b.id limit $8`,
      [now.toString(), outcome, patientId, userId, holderId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return rows.map((row) => viewOf(row, now));
  }

  /** Oldest first. */
  async reviewsOf(id: string): Promise<ReviewView[]> {
    const rows = await this.sql.query<{ reviewer_id: string; outcome: ReviewOutcome; note: string; reviewed_at: string }>(
      'select reviewer_id, outcome, note, reviewed_at from access.break_glass_reviews where access_id = $1 order by id',
      [id],
    );
    return rows.map(({ reviewer_id: reviewerId, outcome, note, reviewed_at: at }) => {
      return { reviewerId, outcome, note, reviewedAt: instantText(at) };
    });
  }

  /**
   * What the holder did with the patient's data while the chart was open, by the audit trail. Its times are the database's and
   * those here the application's, so a day is added on both sides; which access a row belongs to, it says itself.
   */
  activityOf({ id, userId, openedAt, expiresAt }: BreakGlassView): Promise<ActivityView[]> {
    return this.sql.query(
      `select action, count(*)::int as count from access.audit_events
       where actor_id = $2::text and break_glass_id = $1 and resource_type <> 'break-glass'
         and at >= $3::timestamptz - interval '1 day' and at <= $4::timestamptz + interval '1 day'
       group by action order by action`,
      [id, userId, openedAt, expiresAt],
    );
  }

  /** How many should have been reviewed by now. */
  async overdue(): Promise<number> {
    const row = await this.sql.first<{ count: number }>(
      'select count(*)::int as count from access.break_glass_accesses where outcome is null and review_due_at <= $1',
      [this.clock.now().toString()],
    );
    return row?.count ?? 0;
  }
}

function viewOf(row: Row, now: Temporal.Instant): BreakGlassView {
  const times = { expiresAt: instantText(row.expires_at), endedAt: instantText(row.ended_at), reviewDueAt: instantText(row.review_due_at) };
  const outcome = row.outcome ?? undefined;
  return {
    id: row.id,
    patientId: row.patient_id,
    userId: row.user_id,
    userName: row.display_name,
    reasonCode: row.reason_code,
    reason: row.reason,
    status: breakGlassStatus({ ...instantsOf(times), outcome }, now),
    openedAt: instantText(row.opened_at),
    ...times,
    outcome,
    version: row.version,
  };
}

function instantsOf({ expiresAt, endedAt, reviewDueAt }: { expiresAt: string; endedAt?: string; reviewDueAt: string }): {
  expiresAt: Temporal.Instant;
  endedAt?: Temporal.Instant;
  reviewDueAt: Temporal.Instant;
} {
  return {
    expiresAt: Temporal.Instant.from(expiresAt),
    ...(endedAt === undefined ? {} : { endedAt: Temporal.Instant.from(endedAt) }),
    reviewDueAt: Temporal.Instant.from(reviewDueAt),
  };
}
