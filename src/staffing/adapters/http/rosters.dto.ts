import { CalendarDate, Choice, ChoiceList, Flag, InstantText, NestedList, PageQuery, Text, TextList, Uuid, UuidList, Whole } from '#http';
import { ROSTER_ACTIONS, ROSTER_SPANS, ROSTER_STATUSES, type RosterSpan } from '../../domain/roster.js';
import { WORK_RULES } from '../../domain/work-rules.js';

const FIRST = { description: 'A Monday, or the first of a month.', example: '2026-11-23' };
const FINDINGS = [...WORK_RULES, 'cover', 'unassigned'];

export class DrawUpRosterBody {
  @Uuid()
  departmentId!: string;

  @Choice(ROSTER_SPANS, { example: 'week' })
  span!: RosterSpan;

  @CalendarDate(FIRST)
  from!: string;
}

export class RosterListQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Choice(ROSTER_STATUSES, { optional: true, example: 'published' })
  status?: string;

  @CalendarDate({ optional: true, description: 'Rosters with days from it on.' })
  from?: string;

  @CalendarDate({ optional: true, description: 'Rosters with days up to it.', example: '2026-12-31' })
  to?: string;
}

export class AutoFillBody {
  @Whole({ optional: true, description: 'The same seed makes the same plan from the same draft; 1 by default.', example: 1 })
  seed?: number;

  @Whole({ optional: true, min: 1, max: 20, description: 'Longest search in seconds; 10 by default.', example: 10 })
  seconds?: number;

  @Flag({ optional: true, description: 'Only says what it would do, and leaves the draft as it is.' })
  dryRun?: boolean;
}

export class FindingDto {
  @Choice(FINDINGS)
  rule!: string;

  @Uuid({ optional: true })
  staffId?: string;

  @UuidList({ maxItems: 2_000 })
  shiftIds!: string[];

  @Text({ max: 500, example: 'Between the shifts are 8 of 11 hours of rest.' })
  message!: string;

  @InstantText({ optional: true, description: 'From when cover is not kept.' })
  from?: string;

  @InstantText({ optional: true })
  to?: string;

  @Text({ optional: true, example: 'nurse' })
  role?: string;

  @Text({ optional: true })
  specialty?: string;

  @Whole({ optional: true, description: 'People asked for.' })
  required?: number;

  @Whole({ optional: true, description: 'People who are there at least.' })
  present?: number;
}

export class RosterAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  departmentId!: string;

  @Choice(ROSTER_SPANS)
  span!: RosterSpan;

  @CalendarDate(FIRST)
  from!: string;

  @CalendarDate({ description: 'Last day, inclusive.', example: '2026-11-29' })
  to!: string;

  @Choice(ROSTER_STATUSES)
  status!: string;

  @InstantText({ optional: true })
  publishedAt?: string;

  @Whole({ description: 'Shifts of the roster, but for cancelled ones.' })
  shifts!: number;

  @Whole({ description: 'Those that nobody has.' })
  open!: number;

  @Whole({ min: 1 })
  version!: number;

  @ChoiceList(ROSTER_ACTIONS, { description: 'What the caller may do with it now.' })
  allowedActions!: string[];
}

export class RosterCheckAnswer {
  @NestedList(() => FindingDto, { maxItems: 10_000, description: 'What forbids publishing.' })
  violations!: FindingDto[];

  @NestedList(() => FindingDto, { maxItems: 10_000, description: 'What does not.' })
  warnings!: FindingDto[];
}

export class PublishedRosterAnswer extends RosterAnswer {
  @NestedList(() => FindingDto, { maxItems: 10_000, description: 'What did not forbid publishing, such as open shifts.' })
  warnings!: FindingDto[];
}

export class ProposedAssignmentDto {
  @Uuid()
  shiftId!: string;

  @Uuid()
  staffId!: string;
}

export class ReasonCountDto {
  @Choice(WORK_RULES)
  rule!: string;

  @Whole({ min: 1, description: 'So many of the department’s people are kept from the shift by it.' })
  people!: number;
}

export class UnfilledShiftDto {
  @Uuid()
  shiftId!: string;

  @NestedList(() => ReasonCountDto)
  reasons!: ReasonCountDto[];
}

export class ShareDto {
  @Uuid()
  staffId!: string;

  @Whole({ description: 'Counted minutes within the roster.' })
  minutes!: number;

  @Whole()
  nights!: number;

  @Whole({ description: 'Shifts that begin on a Saturday or Sunday.' })
  weekends!: number;

  @Whole()
  onCall!: number;
}

export class AutoFillAnswer extends RosterAnswer {
  @NestedList(() => ProposedAssignmentDto, { maxItems: 10_000 })
  assignments!: ProposedAssignmentDto[];

  @NestedList(() => UnfilledShiftDto, { maxItems: 10_000, description: 'Shifts that nobody can have, and why.' })
  unfilled!: UnfilledShiftDto[];

  @NestedList(() => ShareDto, { maxItems: 10_000, description: 'What everybody of the department has in the end.' })
  shares!: ShareDto[];

  @Flag({ description: 'False where the time was over before nothing fairer was found.' })
  complete!: boolean;
}

export class OnCallQuery {
  @InstantText({ optional: true, description: 'Now without it.' })
  at?: string;
}

export class OnCallContactDto {
  @Choice(['phone', 'email'])
  system!: string;

  @Text({ max: 254, example: '+353 1 555 0100' })
  value!: string;

  @Text({ optional: true, max: 20 })
  use?: string;
}

export class OnCallDto {
  @Uuid()
  staffId!: string;

  @Text({ example: 'Dr Ada Lindqvist' })
  displayName!: string;

  @Text({ example: 'doctor' })
  role!: string;

  @TextList({ example: ['cardiology'] })
  specialties!: string[];

  @NestedList(() => OnCallContactDto)
  contacts!: OnCallContactDto[];

  @Uuid()
  shiftId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-22T07:00:00Z' })
  end!: string;
}
