import { AggregateRoot, Money, Period } from '#kernel';
import type { NewAppointment, Target } from './appointment-fields.js';
import { type AppointmentFact, appointmentEvents } from './appointment-events.js';
import { type AppointmentAction, appointmentMachine, type AppointmentStatus } from './appointment-machine.js';
import { type FacilityRules, localDay } from './facility-rules.js';
import type { NoShowWithdrawal } from './no-show.js';

type EventName = keyof typeof appointmentEvents;

/**
 * One patient's time with one practitioner. That nothing overlaps is the database's to say, over the
 * rows of what the appointment occupies; everything else about its life is said here.
 */
export class Appointment extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly patientId: string;
  readonly staffId: string;
  readonly appointmentTypeId: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The facility's date at the start, by which days are listed. */
  readonly day: Temporal.PlainDate;
  readonly resourceIds: string[];
  readonly seriesId?: string;
  readonly status: AppointmentStatus;
  /** Raised by one with each reschedule; reminders belong to one of these. */
  readonly timeVersion: number;
  readonly reason?: string;
  readonly overrideReason?: string;
  readonly holdUntil?: Temporal.Instant;
  readonly cancelReason?: string;
  readonly cancelledLate?: boolean;
  readonly voidReason?: string;
  readonly checkedInAt?: Temporal.Instant;
  readonly startedAt?: Temporal.Instant;
  readonly completedAt?: Temporal.Instant;
  /** The fee that stands for not coming; none any more where that was withdrawn. */
  readonly noShowFeeMinorUnits?: bigint;
  readonly noShowFeeCurrency?: string;
  readonly noShowWaivedAt?: Temporal.Instant;
  /** A user. */
  readonly noShowWaivedBy?: string;
  readonly noShowWaiveReason?: string;

  private constructor(fields: NewAppointment, status: AppointmentStatus, holdUntil?: Temporal.Instant) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.departmentId = fields.departmentId;
    this.patientId = fields.patientId;
    this.staffId = fields.staffId;
    this.appointmentTypeId = fields.appointmentTypeId;
    this.start = fields.period.start;
    this.end = fields.period.end;
    this.day = fields.day;
    this.resourceIds = fields.resourceIds;
    this.seriesId = fields.seriesId;
    this.status = status;
    this.timeVersion = 1;
    this.reason = fields.reason;
    this.overrideReason = fields.overrideReason;
    this.holdUntil = holdUntil;
  }

  static book(fields: NewAppointment): Appointment {
    const appointment = new Appointment(fields, 'booked');
    appointment.tell('booked');
    return appointment;
  }

  /** Takes the time until a limit; past that the hold is of no effect. */
  static hold(fields: NewAppointment, until: Temporal.Instant): Appointment {
    const appointment = new Appointment(fields, 'held', until);
    appointment.tell('held');
    return appointment;
  }

  get period(): Period {
    return new Period(this.start, this.end);
  }

  get noShowFee(): Money | undefined {
    const { noShowFeeMinorUnits, noShowFeeCurrency } = this;
    return noShowFeeMinorUnits != null && noShowFeeCurrency != null ? Money.ofMinor(noShowFeeMinorUnits, noShowFeeCurrency) : undefined;
  }

  get allowedActions(): AppointmentAction[] {
    return appointmentMachine.allowedActions(this.status);
  }

  /** Makes a hold a booking, or a booking a confirmed one. */
  confirm(now: Temporal.Instant): void {
    const wasHeld = this.status === 'held';
    if (wasHeld && this.isOverdue(now)) this.refuse('confirm', 'the hold has expired');
    this.become('confirm', { holdUntil: undefined });
    this.tell(wasHeld ? 'booked' : 'confirmed');
  }

  /** Gives up a hold whose limit has passed. */
  expire(now: Temporal.Instant): void {
    if (this.status === 'held' && !this.isOverdue(now)) this.refuse('expire', 'the hold has not reached its limit');
    this.become('expire');
    this.tell('expired');
  }

  checkIn(rules: FacilityRules, now: Temporal.Instant): void {
    const next = appointmentMachine.next(this.status, 'check-in');
    const today = localDay(now, rules.timeZone);
    if (!today.equals(localDay(this.start, rules.timeZone))) this.refuse('check-in', 'the appointment is not today');
    this.withdrawNoShow('checked-in');
    Object.assign(this, { status: next, checkedInAt: now });
    this.tell('checkedIn');
  }

  begin(now: Temporal.Instant): void {
    this.become('start', { startedAt: now });
    this.tell('started');
  }

  complete(now: Temporal.Instant): void {
    this.become('complete', { completedAt: now });
    this.tell('completed');
  }

  markNoShow(rules: FacilityRules, now: Temporal.Instant): void {
    const next = appointmentMachine.next(this.status, 'no-show');
    const graceEnds = this.start.add({ minutes: rules.noShowGraceMinutes });
    if (Temporal.Instant.compare(now, graceEnds) <= 0) this.refuse('no-show', 'the time of grace has not passed');
    const { fee } = rules.noShow;
    Object.assign(this, { status: next, noShowFeeMinorUnits: fee?.minorUnits, noShowFeeCurrency: fee?.currency });
    this.tell('noShow', { fee: fee?.toJSON() });
  }

  /** Forgives it: on record it stays. */
  waiveNoShow(reason: string, by: string, now: Temporal.Instant): void {
    appointmentMachine.next(this.status, 'waive-no-show');
    if (this.noShowWaivedAt) this.refuse('waive-no-show', 'it is waived already');
    this.withdrawNoShow('waived');
    Object.assign(this, { noShowWaivedAt: now, noShowWaivedBy: by, noShowWaiveReason: reason });
  }

  cancel(reason: string, rules: FacilityRules, now: Temporal.Instant): void {
    const inTimeUntil = this.start.subtract({ minutes: rules.cancellationWindowMinutes });
    const wasHeld = this.status === 'held';
    const late = !wasHeld && Temporal.Instant.compare(now, inTimeUntil) > 0;
    this.become('cancel', { cancelReason: reason, cancelledLate: late, holdUntil: undefined });
    this.tell('cancelled', { late, held: wasHeld });
  }

  /** Refused where the appointment can't be moved any more, so that nobody looks for a free time in vain. */
  expectMovable(): void {
    appointmentMachine.next(this.status, 'reschedule');
  }

  reschedule(target: Target): void {
    const previous = { previousStart: this.start.toString(), previousStaffId: this.staffId };
    const { period, ...rest } = target;
    this.become('reschedule', { start: period.start, end: period.end, ...rest, timeVersion: this.timeVersion + 1 });
    this.tell('rescheduled', previous);
  }

  void(reason: string): void {
    const next = appointmentMachine.next(this.status, 'void');
    this.withdrawNoShow('voided');
    Object.assign(this, { status: next, voidReason: reason, holdUntil: undefined });
    this.tell('voided');
  }

  isOverdue(now: Temporal.Instant): boolean {
    return this.holdUntil !== undefined && Temporal.Instant.compare(this.holdUntil, now) <= 0;
  }

  /** Once at most: what was waived counts no more already. */
  private withdrawNoShow(cause: NoShowWithdrawal): void {
    if (this.status !== 'no-show' || this.noShowWaivedAt) return;
    this.tell('noShowWithdrawn', { cause, fee: this.noShowFee?.toJSON() });
    Object.assign(this, { noShowFeeMinorUnits: undefined, noShowFeeCurrency: undefined });
  }

  private become(action: AppointmentAction, changes: Partial<Appointment> = {}): void {
    Object.assign(this, { status: appointmentMachine.next(this.status, action), ...changes });
  }

  private refuse(action: AppointmentAction, reason: string): never {
    throw appointmentMachine.refusal(this.status, action, reason);
  }

  private tell(event: EventName, more: object = {}): void {
    const fact: AppointmentFact = {
      appointmentId: this.id,
      facilityId: this.facilityId,
      patientId: this.patientId,
      staffId: this.staffId,
      appointmentTypeId: this.appointmentTypeId,
      start: this.start.toString(),
      end: this.end.toString(),
      timeVersion: this.timeVersion,
    };
    this.record({ type: appointmentEvents[event], aggregateId: this.id, payload: { ...fact, ...more } });
  }
}
