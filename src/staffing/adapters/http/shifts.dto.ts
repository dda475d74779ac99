import { Choice, ChoiceList, Flag, InstantText, Nested, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { PLAN_STATES, SHIFT_ACTIONS, SHIFT_STATUSES } from '../../domain/shift-machine.js';
import { SHIFT_KINDS, type ShiftKind } from '../../domain/shift.js';
import { STAFF_ROLES } from '../../domain/staff-role.js';

const ROLE = { description: 'Who the shift is for; anybody without it.', example: 'doctor' };
const SPECIALTY = { max: 100, description: 'What the person must know; nothing in particular without it.', example: 'cardiology' };
const START = { example: '2026-11-23T07:00:00Z' };
const END = { example: '2026-11-23T15:00:00Z', description: 'At most 168 hours after the start.' };

export class ShiftOverrideDto {
  @Text({ max: 500, description: 'Why rules are set aside; recorded with the shift and in the audit trail.', example: 'Colleague ill' })
  reason!: string;
}

const OVERRIDE = {
  optional: true,
  description: 'Sets rules of work aside, with the permission `shift:override`; never an overlap.',
  example: { reason: 'Colleague ill' },
};

export class PlanShiftBody {
  @Uuid({ optional: true, description: 'Who works it; open without.' })
  staffId?: string;

  @Uuid()
  departmentId!: string;

  @Uuid({ optional: true, description: 'The roster of the department that it belongs to; without one it counts at once.' })
  rosterId?: string;

  @InstantText(START)
  start!: string;

  @InstantText(END)
  end!: string;

  @Choice(SHIFT_KINDS, { example: 'day' })
  kind!: ShiftKind;

  @Choice(STAFF_ROLES, { ...ROLE, optional: true })
  role?: string;

  @Text({ ...SPECIALTY, optional: true })
  specialty?: string;

  @Nested(() => ShiftOverrideDto, OVERRIDE)
  override?: ShiftOverrideDto;
}

export class ChangeShiftBody {
  @InstantText({ ...START, optional: true })
  start?: string;

  @InstantText({ ...END, optional: true })
  end?: string;

  @Choice(SHIFT_KINDS, { optional: true, example: 'day' })
  kind?: ShiftKind;

  @Choice(STAFF_ROLES, { ...ROLE, optional: true, nullable: true })
  role?: string | null;

  @Text({ ...SPECIALTY, optional: true, nullable: true })
  specialty?: string | null;

  @Nested(() => ShiftOverrideDto, OVERRIDE)
  override?: ShiftOverrideDto;
}

export class AssignShiftBody {
  @Uuid()
  staffId!: string;

  @Nested(() => ShiftOverrideDto, OVERRIDE)
  override?: ShiftOverrideDto;
}

export class CancelShiftBody {
  @Text({ max: 500, example: 'Called in sick' })
  reason!: string;

  @Flag({ optional: true, description: 'The work is still to be done: an open shift takes its place.' })
  reopen?: boolean;
}

export class ShiftListQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  rosterId?: string;

  @Choice(SHIFT_STATUSES, { optional: true, example: 'open' })
  status?: string;

  @Choice(SHIFT_KINDS, { optional: true, example: 'night' })
  kind?: string;

  @InstantText({ optional: true, description: 'Shifts that end after it.' })
  from?: string;

  @InstantText({ optional: true, description: 'Shifts that begin before it.', example: '2026-11-28T00:00:00Z' })
  to?: string;
}

export class ShiftAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  departmentId!: string;

  @Uuid({ optional: true })
  rosterId?: string;

  @Uuid({ optional: true })
  templateId?: string;

  @Uuid({ optional: true, description: 'Absent while it is open.' })
  staffId?: string;

  @Choice(SHIFT_KINDS)
  kind!: ShiftKind;

  @InstantText(START)
  start!: string;

  @InstantText(END)
  end!: string;

  @Text({ optional: true, ...ROLE })
  role?: string;

  @Text({ optional: true, ...SPECIALTY })
  specialty?: string;

  @Choice(SHIFT_STATUSES)
  status!: string;

  @Choice(PLAN_STATES, { description: 'How far the roster is; a draft is seen by those who plan alone.' })
  plan!: string;

  @Text({ optional: true, max: 500 })
  overrideReason?: string;

  @TextList({ description: 'Rules that an override has set aside.', example: ['rest'] })
  overriddenRules!: string[];

  @Text({ optional: true, max: 500 })
  cancelReason?: string;

  @Uuid({ optional: true, description: 'The open shift that took its place.' })
  successorId?: string;

  @Whole({ min: 1 })
  version!: number;

  @ChoiceList(SHIFT_ACTIONS, { description: 'What the caller may do with it now.' })
  allowedActions!: string[];
}
