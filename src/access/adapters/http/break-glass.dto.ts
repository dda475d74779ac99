import { Choice, InstantText, NestedList, PageQuery, Text, TextList, Uuid, Whole, Nested } from '#http';
import { REVIEW_OUTCOMES, type ReviewOutcome } from '../../domain/break-glass-access.js';
import type { BreakGlassStatus } from '../../domain/break-glass-machine.js';
import { BREAK_GLASS_REASON_CODES, BREAK_GLASS_REASONS, type BreakGlassReason } from '../../domain/break-glass-reasons.js';
import { PASSWORD_UNITS } from './auth.dto.js';

const STATUSES = ['open', 'review-due', 'overdue', 'reviewed'] as const satisfies BreakGlassStatus[];
/** Characters of a reason or note; the database keeps no longer one. */
const MOST_TEXT = 2_000;

const REASON_CODES_EXPLAINED = [
  'Why, as a purpose of use of HL7 (v3 ActReason, under BTG); without one 422.',
  ...BREAK_GLASS_REASON_CODES.map((code) => `\`${code}\` (${BREAK_GLASS_REASONS[code].purpose}): ${BREAK_GLASS_REASONS[code].meaning}.`),
].join(' ');

export class OpenBreakGlassBody {
  @Choice(BREAK_GLASS_REASON_CODES, { optional: true, description: REASON_CODES_EXPLAINED, example: 'emergency' })
  reasonCode?: BreakGlassReason;

  @Text({
    optional: true,
    min: 0,
    max: MOST_TEXT,
    lines: true,
    description: 'In your own words; blank or without one 422. Reviewers read it.',
    example: 'Brought in unconscious by ambulance; allergies and medicines needed',
  })
  reason?: string;

  @Text({
    optional: true,
    max: PASSWORD_UNITS,
    description: 'Yours, again. Only users who have none, because they sign in elsewhere, leave it out.',
    example: 'four quiet rivers at dusk',
  })
  password?: string;
}

export class ReviewBreakGlassBody {
  @Choice(REVIEW_OUTCOMES, { example: 'justified' })
  outcome!: ReviewOutcome;

  @Text({ min: 0, max: MOST_TEXT, lines: true, description: 'What it rests on; blank 422.', example: 'Matches the ambulance’s record' })
  note!: string;
}

export class BreakGlassPageQuery extends PageQuery {
  @Choice(STATUSES, { optional: true })
  status?: BreakGlassStatus;

  @Choice(REVIEW_OUTCOMES, { optional: true, description: 'Of the last review.' })
  outcome?: ReviewOutcome;

  @Uuid({ optional: true })
  patientId?: string;

  @Uuid({ optional: true, description: 'Who opened the chart.' })
  userId?: string;
}

export class BreakGlassAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  patientId!: string;

  @Uuid({ description: 'Who opened the chart.' })
  userId!: string;

  @Text({ example: 'Ada Lindqvist' })
  userName!: string;

  @Choice(BREAK_GLASS_REASON_CODES)
  reasonCode!: BreakGlassReason;

  @Text({ max: MOST_TEXT, lines: true })
  reason!: string;

  @Choice(STATUSES, { description: '`review-due` once the chart is closed, `overdue` once the time for the review has passed.' })
  status!: BreakGlassStatus;

  @InstantText()
  openedAt!: string;

  @InstantText({ description: 'Then the chart closes by itself.' })
  expiresAt!: string;

  @InstantText({ optional: true, description: 'Where it was closed before.' })
  endedAt?: string;

  @InstantText()
  reviewDueAt!: string;

  @Choice(REVIEW_OUTCOMES, { optional: true, description: 'Of the last review. After `inconclusive` there can be another.' })
  outcome?: ReviewOutcome;

  @Whole()
  version!: number;

  @TextList({ description: 'What this caller may do now: `end`, `review`.', example: ['review'] })
  allowedActions!: string[];
}

class BreakGlassReviewDto {
  @Uuid()
  reviewerId!: string;

  @Choice(REVIEW_OUTCOMES)
  outcome!: ReviewOutcome;

  @Text({ max: MOST_TEXT, lines: true })
  note!: string;

  @InstantText()
  reviewedAt!: string;
}

class BreakGlassActionDto {
  @Text({ example: 'allergy.list' })
  action!: string;

  @Whole({ min: 1 })
  count!: number;
}

class BreakGlassActivityDto {
  @Whole()
  count!: number;

  @NestedList(() => BreakGlassActionDto)
  actions!: BreakGlassActionDto[];

  @Text({ max: 500, description: 'Address of the audit events behind it.' })
  auditEvents!: string;
}

export class BreakGlassDetailAnswer extends BreakGlassAnswer {
  @NestedList(() => BreakGlassReviewDto, { description: 'Oldest first.' })
  reviews!: BreakGlassReviewDto[];

  @Nested(() => BreakGlassActivityDto, { description: 'What its holder did with the patient’s data while the chart was open.' })
  activity!: BreakGlassActivityDto;
}
