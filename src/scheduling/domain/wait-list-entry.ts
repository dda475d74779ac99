import { AggregateRoot, RuleBroken } from '#kernel';
import { type WaitListAction, waitListMachine, type WaitListStatus } from './wait-list-machine.js';
import { waitListEvents, type WaitListFact } from './wait-list-events.js';
import { WallClock } from './wall-clock.js';

/** In the order in which they are served. */
export const priorities = ['asap', 'urgent', 'routine'] as const;
export type Priority = (typeof priorities)[number];

export interface NewWaitListEntry {
  id: string;
  facilityId: string;
  patientId: string;
  appointmentTypeId: string;
  /** Only this practitioner; anybody where it is absent. */
  staffId?: string;
  /** Dates at the facility, both inclusive. */
  earliest: Temporal.PlainDate;
  latest: Temporal.PlainDate;
  /** 1 is Monday, 7 Sunday; any day where it is absent or empty. */
  weekdays?: number[];
  priority: Priority;
}

/**
 * How urgent it is, the staff say: patients who enter themselves wait in the order in which they came.
 * @throws RuleBroken `priority-of-staff`
 */
export function expectPriorityOfPatients(priority: Priority): void {
  if (priority === 'routine') return;
  throw new RuleBroken('priority-of-staff', 'Patients put themselves on the wait-list as `routine`; the staff can say otherwise.');
}

type EventName = 'entered' | 'booked' | 'cancelled' | 'expired';

/** A patient who waits for a time of some kind to become free. */
export class WaitListEntry extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly patientId: string;
  readonly appointmentTypeId: string;
  readonly staffId?: string;
  readonly earliest: Temporal.PlainDate;
  readonly latest: Temporal.PlainDate;
  readonly weekdays: number[];
  readonly priority: Priority;
  readonly status: WaitListStatus;
  readonly enteredAt: Temporal.Instant;
  /** The end of the last day at the facility. */
  readonly expiresAt: Temporal.Instant;
  /** When it was booked, cancelled or expired. */
  readonly settledAt?: Temporal.Instant;
  readonly appointmentId?: string;
  readonly cancelReason?: string;

  private constructor(fields: NewWaitListEntry, expiresAt: Temporal.Instant, now: Temporal.Instant) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.patientId = fields.patientId;
    this.appointmentTypeId = fields.appointmentTypeId;
    this.staffId = fields.staffId;
    this.earliest = fields.earliest;
    this.latest = fields.latest;
    this.weekdays = [...new Set(fields.weekdays)].sort();
    this.priority = fields.priority;
    this.status = 'waiting';
    this.enteredAt = now;
    this.expiresAt = expiresAt;
  }

  /** @throws RuleBroken `invalid-date-range` where the dates are out of order, or all of them over */
  static enter(fields: NewWaitListEntry, timeZone: string, now: Temporal.Instant): WaitListEntry {
    if (Temporal.PlainDate.compare(fields.latest, fields.earliest) < 0) {
      throw new RuleBroken('invalid-date-range', 'The first date lies after the last.');
    }
    const end = Temporal.Instant.fromEpochMilliseconds(new WallClock(timeZone).day(fields.latest).until);
    if (Temporal.Instant.compare(end, now) <= 0) throw new RuleBroken('invalid-date-range', 'The last date has passed.');
    const entry = new WaitListEntry(fields, end, now);
    entry.tell('entered');
    return entry;
  }

  get allowedActions(): WaitListAction[] {
    return waitListMachine.allowedActions(this.status);
  }

  offer(): void {
    this.become('offer');
  }

  /** The held time is booked, and the waiting is over. */
  book(appointmentId: string, now: Temporal.Instant): void {
    this.become('accept', { appointmentId, settledAt: now });
    this.tell('booked');
  }

  /** Waits on, with the age that it has. */
  goOnWaiting(why: 'decline' | 'lapse'): void {
    this.become(why);
  }

  cancel(reason: string | undefined, now: Temporal.Instant): void {
    this.become('cancel', { cancelReason: reason, settledAt: now });
    this.tell('cancelled');
  }

  /** Nothing became free in time. */
  expire(now: Temporal.Instant): void {
    if (Temporal.Instant.compare(now, this.expiresAt) < 0) {
      throw waitListMachine.refusal(this.status, 'expire', 'the last day has not passed');
    }
    this.become('expire', { settledAt: now });
    this.tell('expired');
  }

  private become(action: WaitListAction, changes: Partial<WaitListEntry> = {}): void {
    Object.assign(this, { status: waitListMachine.next(this.status, action), ...changes });
  }

  private tell(event: EventName): void {
    const { id, facilityId, patientId, appointmentTypeId, priority } = this;
    const fact: WaitListFact = { entryId: id, facilityId, patientId, appointmentTypeId, priority };
    this.record({ type: waitListEvents[event], aggregateId: id, payload: { ...fact } });
  }
}
