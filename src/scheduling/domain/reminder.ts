import { AggregateRoot } from '#kernel';
import type { AppointmentStatus } from './appointment-machine.js';
import type { ReminderChannel } from './reminder-plan.js';
import { type ReminderAction, reminderMachine, type ReminderStatus } from './reminder-machine.js';

export interface NewReminder {
  id: string;
  facilityId: string;
  appointmentId: string;
  appointmentVersion: number;
  patientId: string;
  offsetMinutes: number;
  channel: ReminderChannel;
  dueAt: Temporal.Instant;
  /** Channels to go on with, in order of preference, where this one fails. */
  fallbacks?: readonly ReminderChannel[];
  /** A reminder without it. */
  purpose?: ReminderPurpose;
}

export const reminderPurposes = ['reminder', 'moved', 'cancelled'] as const;
/** What a message is for: to remind, or to say at once that the hospital has moved or cancelled the appointment. */
export type ReminderPurpose = (typeof reminderPurposes)[number];
export type NoticePurpose = Exclude<ReminderPurpose, 'reminder'>;

/** Why a reminder was not sent. */
export type Suppression = 'cancelled' | 'opted-out' | 'unreachable' | 'quiet-hours' | 'too-late';

/** Why an attempt did not succeed, and whether another one could. */
export interface Failure {
  why: string;
  final: boolean;
}

const MOST_FAILURES = 5;
/** Minutes after the first failure; each further one waits four times as long. */
const FIRST_WAIT = 1;

const KEY = 'reminder-';

/** Which reminder a message's key stands for; nothing where it is no reminder's. */
export function reminderIdIn(key: string): string | undefined {
  return key.startsWith(KEY) ? key.slice(KEY.length) : undefined;
}

/**
 * One message that is to go out before an appointment. This row is the truth of what was planned and
 * what became of it; the queue only says when to look.
 */
export class Reminder extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly appointmentId: string;
  /** Which time of the appointment it speaks of. */
  readonly appointmentVersion: number;
  readonly patientId: string;
  readonly offsetMinutes: number;
  readonly channel: ReminderChannel;
  /** Channels to go on with, in order of preference, where this one fails for good. */
  readonly fallbacks: ReminderChannel[];
  readonly purpose: ReminderPurpose;
  readonly dueAt: Temporal.Instant;
  readonly status: ReminderStatus;
  readonly attempts: number;
  /** Attempts that their provider did not take. One that was interrupted is none of them: that was our own doing. */
  readonly failures: number;
  /** The sweep passes it by until then: a send job is on its way or at work. */
  readonly claimedUntil?: Temporal.Instant;
  readonly sentAt?: Temporal.Instant;
  readonly note?: string;

  constructor(fields: NewReminder) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.appointmentId = fields.appointmentId;
    this.appointmentVersion = fields.appointmentVersion;
    this.patientId = fields.patientId;
    this.offsetMinutes = fields.offsetMinutes;
    this.channel = fields.channel;
    this.fallbacks = [...(fields.fallbacks ?? [])];
    this.purpose = fields.purpose ?? 'reminder';
    this.dueAt = fields.dueAt;
    this.status = 'planned';
    this.attempts = 0;
    this.failures = 0;
  }

  /** The same for every attempt, so that a recipient's server can tell a repetition. */
  get messageKey(): string {
    return `${KEY}${this.id}`;
  }

  /** Whether an appointment of that status is what the message speaks of; its time apart. */
  speaksOf(status: AppointmentStatus): boolean {
    return this.purpose === 'cancelled' ? status === 'cancelled' : status === 'booked' || status === 'confirmed';
  }

  /** Still to be sent; what is being sent at this moment can't be called back. */
  get isPending(): boolean {
    return this.status === 'planned' || this.status === 'failed';
  }

  /** Puts the attempt on record before anything leaves. */
  startSending(leaseUntil: Temporal.Instant): void {
    this.become('send', { attempts: this.attempts + 1, claimedUntil: leaseUntil });
  }

  markSent(now: Temporal.Instant): void {
    this.become('succeed', { sentAt: now, claimedUntil: undefined, note: undefined });
  }

  /** Tries again later, unless it was refused for good, as long as there are attempts left and the appointment lies ahead. */
  markFailed({ why, final }: Failure, now: Temporal.Instant, appointmentStart: Temporal.Instant): void {
    const failures = this.failures + 1;
    const next = now.add({ minutes: FIRST_WAIT * 4 ** (failures - 1) });
    const goesOn = !final && failures < MOST_FAILURES && Temporal.Instant.compare(next, appointmentStart) < 0;
    if (goesOn) this.become('fail', { failures, dueAt: next, claimedUntil: undefined, note: why });
    else this.become('give-up', { failures, claimedUntil: undefined, note: why });
  }

  markDelivered(): void {
    this.become('deliver', { claimedUntil: undefined, note: undefined });
  }

  /** A receipt says that it was taken and did not arrive. */
  bounce(why: string): void {
    this.become('bounce', { note: why });
  }

  /** A person has it sent once more. */
  replay(now: Temporal.Instant): void {
    this.become('replay', { attempts: 0, failures: 0, dueAt: now, note: undefined });
  }

  /** Why it can't be sent once more, for a person who asks. */
  refuseReplay(reason: string): never {
    throw reminderMachine.refusal(this.status, 'replay', reason);
  }

  postpone(dueAt: Temporal.Instant): void {
    this.become('postpone', { dueAt, claimedUntil: undefined });
  }

  supersede(): void {
    this.become('supersede', { claimedUntil: undefined });
  }

  suppress(note: Suppression): void {
    this.become('suppress', { claimedUntil: undefined, note });
  }

  private become(action: ReminderAction, changes: Partial<Reminder> = {}): void {
    Object.assign(this, { status: reminderMachine.next(this.status, action), ...changes });
  }
}
