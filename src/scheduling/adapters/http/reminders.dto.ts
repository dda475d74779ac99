import { Choice, ChoiceList, InstantText, NestedList, PageQuery, Text, Uuid, Whole } from '#http';
import { type ReminderPurpose, reminderPurposes } from '../../domain/reminder.js';
import { type ReminderStatus, reminderStatuses } from '../../domain/reminder-machine.js';
import { type ReminderChannel, reminderChannels } from '../../domain/reminder-plan.js';

const YEAR = 366 * 24 * 60;

export class ReminderOffsetDto {
  @Whole({ min: 1, max: YEAR, description: 'Minutes before the start.', example: 1_440 })
  before!: number;

  @ChoiceList(reminderChannels, { minItems: 1, description: 'In order of preference.', example: ['email'] })
  channels!: ReminderChannel[];
}

export class ReminderPlanBody {
  @Uuid()
  facilityId!: string;

  @Uuid({ optional: true, description: 'Without it, the plan of all types that have none of their own.' })
  appointmentTypeId?: string;

  @NestedList(() => ReminderOffsetDto, { maxItems: 20, description: 'None: no reminders.' })
  offsets!: ReminderOffsetDto[];
}

export class ReminderPlanAnswer extends ReminderPlanBody {
  @Uuid()
  id!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class ReminderPlansFilter {
  @Uuid({ optional: true })
  facilityId?: string;
}

export class RemindersPageQuery extends PageQuery {
  @Choice(reminderStatuses, { optional: true })
  status?: string;
}

export class ReminderAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  appointmentId!: string;

  @Whole({ min: 1, description: 'Which time of the appointment it speaks of: 1 when first booked, one more with each move.' })
  appointmentVersion!: number;

  @Uuid()
  patientId!: string;

  @Uuid()
  facilityId!: string;

  @Whole({ description: 'Minutes before the start.' })
  before!: number;

  @Choice(reminderChannels)
  channel!: ReminderChannel;

  @Choice(reminderPurposes, { description: 'Or that the hospital has moved or cancelled the appointment, which is told at once.' })
  purpose!: ReminderPurpose;

  @InstantText()
  dueAt!: string;

  @Choice(reminderStatuses)
  status!: ReminderStatus;

  @Whole()
  attempts!: number;

  @InstantText({ optional: true })
  sentAt?: string;

  @Text({ optional: true, description: 'Why it was not sent.', example: 'unreachable' })
  note?: string;
}
