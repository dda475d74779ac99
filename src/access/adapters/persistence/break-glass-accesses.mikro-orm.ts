import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { BreakGlassAccess, type ReviewOutcome } from '../../domain/break-glass-access.js';
import { BreakGlassAccesses, type OpenAccess } from '../../domain/break-glass-accesses.js';
import { BreakGlassActive, ReviewerOpenedIt } from '../../domain/break-glass-errors.js';
import type { BreakGlassReason } from '../../domain/break-glass-reasons.js';

export const BreakGlassAccessMapping = defineEntity({
  class: BreakGlassAccess as never,
  tableName: 'break_glass_accesses',
  schema: 'access',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    patientId: p.uuid(),
    reasonCode: p.text().$type<BreakGlassReason>(),
    reason: p.text(),
    openedAt: p.type(InstantType),
    expiresAt: p.type(InstantType),
    endedAt: p.type(InstantType).nullable(),
    reviewDueAt: p.type(InstantType),
    outcome: p.text().$type<ReviewOutcome>().nullable(),
    reviewedBy: p.uuid().nullable(),
    reviewedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('break_glass_accesses_patient', () => new NotFound('patient'));
explainConstraint('break_glass_accesses_one_at_a_time', () => new BreakGlassActive());
explainConstraint('break_glass_accesses_reviewer', () => new ReviewerOpenedIt());

/** Overdue reviews of which one run reminds; the rest waits for the next. */
const MOST_AT_ONCE = 100;

export class MikroOrmBreakGlassAccesses extends BreakGlassAccesses {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override find(id: string): Promise<BreakGlassAccess | undefined> {
    return this.entities.find<BreakGlassAccess>(BreakGlassAccess as never, { id });
  }

  override async openOf(userId: string, patientId: string, now: Temporal.Instant): Promise<OpenAccess | undefined> {
    // One after the other: two who wait for each other in the exclusion constraint would end as a deadlock.
    await this.sql.lock('select id from access.users where id = $1 for no key update', [userId]);
    const row = await this.sql.first<{ id: string; expires_at: string }>(
      `select id, expires_at from access.break_glass_accesses
       where user_id = $1 and patient_id = $2 and ended_at is null and expires_at > $3`,
      [userId, patientId, now.toString()],
    );
    return row && { id: row.id, expiresAt: Temporal.Instant.from(row.expires_at) };
  }

  override add(access: BreakGlassAccess): void {
    this.entities.add(access);
  }

  override async save(access: BreakGlassAccess, review?: { id: string; note: string }): Promise<void> {
    await this.entities.save();
    if (!review) return;
    const { id: accessId, userId, reviewedBy, outcome, reviewedAt } = access;
    const row = { ...review, access_id: accessId, holder_id: userId, reviewer_id: reviewedBy, outcome };
    this.entities.insert({ table: 'access.break_glass_reviews', row: { ...row, reviewed_at: reviewedAt?.toString() } });
  }

  override async claimOverdue(now: Temporal.Instant): Promise<string[]> {
    const rows = await this.sql.lock<{ id: string }>(
      `update access.break_glass_accesses set reminded_at = $1 where id in (
         select id from access.break_glass_accesses where outcome is null and review_due_at <= $1 and reminded_at is null
         order by review_due_at limit ${MOST_AT_ONCE} for update skip locked)
       returning id`,
      [now.toString()],
    );
    return rows.map(({ id }) => id);
  }
}
