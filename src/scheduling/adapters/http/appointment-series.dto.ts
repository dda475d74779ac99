import { CalendarDate, Choice, InstantText, Nested, NestedList, Text, Uuid, UuidList, Weekdays, Whole } from '#http';
import { frequencies, type Frequency, MOST_OCCURRENCES } from '../../domain/recurrence.js';
import { AppointmentAnswer, OverrideDto } from './appointments.dto.js';

const MOST_RESOURCES = 20;

export class RecurrenceDto {
  @Choice(frequencies, { example: 'weekly' })
  frequency!: Frequency;

  @Whole({ min: 1, max: 366, description: 'Every so many days, weeks or months.', example: 1 })
  interval!: number;

  @Whole({ optional: true, min: 1, max: MOST_OCCURRENCES, description: 'How many; or else `until`.', example: 6 })
  count?: number;

  @CalendarDate({ optional: true, description: 'The last date at the facility that counts; or else `count`. With at most 52 occurrences.' })
  until?: string;

  @Weekdays({ optional: true })
  weekdays?: number[];
}

export class BookSeriesBody {
  @Uuid()
  patientId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Uuid()
  staffId!: string;

  @InstantText({ description: 'Of the first one; the others have the same time of day at the facility.' })
  start!: string;

  @UuidList({ optional: true, maxItems: MOST_RESOURCES })
  resourceIds?: string[];

  @Text({ optional: true, max: 1_000, lines: true })
  reason?: string;

  @Nested(() => OverrideDto, { optional: true, description: 'As for a single appointment; needs the permission `appointment:override`.' })
  override?: OverrideDto;

  @Nested(() => RecurrenceDto, { example: { frequency: 'weekly', interval: 1, count: 6 } })
  recurrence!: RecurrenceDto;
}

const FROM = { description: 'Occurrences that begin at or after this are meant.' };

export class CancelSeriesBody {
  @InstantText(FROM)
  from!: string;

  @Text({ max: 500, lines: true, example: 'The therapy has ended' })
  reason!: string;
}

export class RescheduleSeriesBody {
  @InstantText(FROM)
  from!: string;

  @InstantText({ description: 'New start of the first of them; the others move by as many days, to the same time of day.' })
  start!: string;

  @Uuid({ optional: true })
  staffId?: string;

  @UuidList({ optional: true, maxItems: MOST_RESOURCES })
  resourceIds?: string[];
}

export class AppointmentSeriesAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  patientId!: string;

  @Uuid()
  staffId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Nested(() => RecurrenceDto, { description: 'As it was booked.' })
  recurrence!: RecurrenceDto;

  @Text({ max: 64, description: 'IANA name; the time of day stays the same in it.', example: 'Europe/Berlin' })
  timeZone!: string;

  @InstantText()
  bookedAt!: string;

  @Whole({ min: 1 })
  version!: number;

  @NestedList(() => AppointmentAnswer, { description: 'All of the series as they are now, in the order of their start.' })
  appointments!: AppointmentAnswer[];
}
