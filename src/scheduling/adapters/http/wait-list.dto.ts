import { CalendarDate, Choice, InstantText, Nested, PageQuery, Text, TextList, Uuid, Weekdays, Whole } from '#http';
import { priorities, type Priority } from '../../domain/wait-list-entry.js';
import { type WaitListStatus, waitListStatuses } from '../../domain/wait-list-machine.js';

const PRIORITY = { description: 'Served in this order; among equals, who has waited longest.' };
const FIRST = { description: 'First date at the facility that suits.', example: '2026-11-23' };
const LAST = { description: 'Last date, inclusive; the entry ends with it.', example: '2026-12-23' };

export class EnterBody {
  @Uuid()
  patientId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Uuid({ optional: true, description: 'Only this practitioner.' })
  staffId?: string;

  @CalendarDate(FIRST)
  earliest!: string;

  @CalendarDate(LAST)
  latest!: string;

  @Weekdays({ optional: true })
  weekdays?: number[];

  @Choice(priorities, PRIORITY)
  priority!: Priority;
}

export class LeaveBody {
  @Text({ optional: true, max: 500, lines: true, example: 'Has found a time elsewhere' })
  reason?: string;
}

export class WaitListPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  patientId?: string;

  @Uuid({ optional: true })
  appointmentTypeId?: string;

  @Choice(waitListStatuses, { optional: true })
  status?: WaitListStatus;
}

export class OfferAnswer {
  @Uuid()
  id!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @Uuid()
  staffId!: string;

  @Uuid({ description: 'The appointment that holds the time.' })
  appointmentId!: string;

  @InstantText({ description: 'Until when it can be accepted; then the next in line is asked.' })
  expiresAt!: string;
}

export class WaitListAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  patientId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Uuid({ optional: true })
  staffId?: string;

  @CalendarDate(FIRST)
  earliest!: string;

  @CalendarDate(LAST)
  latest!: string;

  @Weekdays({ optional: true })
  weekdays?: number[];

  @Choice(priorities, PRIORITY)
  priority!: Priority;

  @Choice(waitListStatuses)
  status!: WaitListStatus;

  @InstantText()
  enteredAt!: string;

  @Nested(() => OfferAnswer, { optional: true, description: 'What is offered now.' })
  offer?: OfferAnswer;

  @Uuid({ optional: true, description: 'What was booked.' })
  appointmentId?: string;

  @InstantText({ optional: true, description: 'When it was booked, cancelled or expired.' })
  settledAt?: string;

  @Text({ optional: true, max: 500 })
  cancelReason?: string;

  @Whole({ min: 1 })
  version!: number;

  @TextList({ description: 'What you may do now: `accept` and `decline` go to the offer.', example: ['cancel'] })
  allowedActions!: string[];
}

export class WaitListFiguresQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @CalendarDate({ optional: true, description: 'Entries made from this date (UTC) on.' })
  from?: string;

  @CalendarDate({ optional: true, description: 'Entries made up to this date (UTC), inclusive.' })
  to?: string;
}

export class WaitListFiguresAnswer {
  @Choice(priorities)
  priority!: Priority;

  @Whole({ description: 'Entries that are waiting or have an offer now.' })
  open!: number;

  @Whole()
  booked!: number;

  @Whole()
  cancelled!: number;

  @Whole()
  expired!: number;

  @Whole()
  offersMade!: number;

  @Whole()
  offersAccepted!: number;

  @Whole()
  offersDeclined!: number;

  @Whole()
  offersExpired!: number;

  @Whole({ optional: true, description: 'Median minutes from entry to booking.' })
  medianMinutesToBooking?: number;

  @Whole({ optional: true, description: 'Minutes that the one has waited who has waited longest of those still open.' })
  longestMinutesWaiting?: number;
}
