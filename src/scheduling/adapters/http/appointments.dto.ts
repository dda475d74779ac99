import { Choice, Flag, InstantText, MoneyDto, Nested, PageQuery, Text, TextList, Uuid, UuidList, Whole } from '#http';
import { type AppointmentStatus, appointmentStatuses } from '../../domain/appointment-machine.js';

const MOST_RESOURCES = 20;

export class OverrideDto {
  @Text({ max: 500, lines: true, example: 'Emergency; agreed with the practitioner' })
  reason!: string;
}

export class BookBody {
  @Uuid()
  patientId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Uuid()
  staffId!: string;

  @InstantText()
  start!: string;

  @UuidList({
    optional: true,
    maxItems: MOST_RESOURCES,
    description: 'Certain rooms or equipment; of a required kind that is not among them, any free one is taken.',
  })
  resourceIds?: string[];

  @Text({ optional: true, max: 1_000, lines: true })
  reason?: string;

  @Flag({ optional: true, description: 'Only hold the time for a few minutes, until it is confirmed.' })
  hold?: boolean;

  @Nested(() => OverrideDto, {
    optional: true,
    description: 'Book although the time is taken or outside availability; needs the permission `appointment:override`.',
  })
  override?: OverrideDto;
}

export class RescheduleBody {
  @InstantText()
  start!: string;

  @Uuid({ optional: true })
  staffId?: string;

  @UuidList({ optional: true, maxItems: MOST_RESOURCES })
  resourceIds?: string[];
}

export class ReasonBody {
  @Text({ max: 500, lines: true, example: 'The patient is ill' })
  reason!: string;
}

export class AppointmentsPageQuery extends PageQuery {
  @Uuid({ optional: true })
  patientId?: string;

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Uuid({ optional: true })
  facilityId?: string;

  @Text({ optional: true, max: 40, description: 'A date at the facility, or an instant.', example: '2026-11-23' })
  from?: string;

  @Text({ optional: true, max: 40, description: 'A date at the facility, inclusive, or an instant, exclusive.', example: '2026-11-23' })
  to?: string;

  @Text({ optional: true, max: 200, description: 'One status, or several with commas.', example: 'booked,confirmed' })
  status?: string;
}

export class AppointmentAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Uuid()
  patientId!: string;

  @Uuid()
  staffId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @UuidList()
  resourceIds!: string[];

  @Choice(appointmentStatuses)
  status!: AppointmentStatus;

  @Whole({ min: 1 })
  version!: number;

  @TextList({ description: 'What you may do with it now.', example: ['confirm', 'cancel'] })
  allowedActions!: string[];

  @Uuid({ optional: true, description: 'The series that it is one of.' })
  seriesId?: string;

  @Text({ optional: true, max: 1_000 })
  reason?: string;

  @Text({ optional: true, max: 500 })
  overrideReason?: string;

  @InstantText({ optional: true, description: 'Until when a held time is kept.' })
  holdUntil?: string;

  @Text({ optional: true, max: 500 })
  cancelReason?: string;

  @Flag({ optional: true, description: 'Cancelled within the facility’s cancellation window.' })
  cancelledLate?: boolean;

  @Text({ optional: true, max: 500 })
  voidReason?: string;

  @InstantText({ optional: true })
  checkedInAt?: string;

  @InstantText({ optional: true })
  startedAt?: string;

  @InstantText({ optional: true })
  completedAt?: string;

  @Nested(() => MoneyDto, { optional: true, description: 'Charged because the patient did not come; absent once that is waived.' })
  noShowFee?: MoneyDto;

  @InstantText({ optional: true, description: 'Since when not having come counts neither for a fee nor for a limit.' })
  noShowWaivedAt?: string;

  @Uuid({ optional: true, description: 'A user.' })
  noShowWaivedBy?: string;

  @Text({ optional: true, max: 500 })
  noShowWaiveReason?: string;
}
