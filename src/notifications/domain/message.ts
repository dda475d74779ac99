import { AggregateRoot } from '#kernel';
import type { CalendarEntry } from './calendar-entry.js';
import type { Channel } from './channel.js';
import type { MessageData, MessageKind } from './message-kinds.js';
import { type MessageAction, messageMachine, type MessageStatus } from './message-machine.js';

/** Whom to tell what. Kept until the message is settled for good, and forgotten then. */
export interface Payload {
  /** In order of preference. */
  recipients: readonly { channel: Channel; to: string }[];
  languages: readonly string[];
  data: MessageData;
  calendar?: CalendarEntry;
}

export interface NewMessage {
  id: string;
  key: string;
  kind: MessageKind;
  facilityId?: string;
  patientId?: string;
  payload: Payload;
  dueAt: Temporal.Instant;
  expiresAt?: Temporal.Instant;
}

/** Why an attempt did not succeed, and whether another one could. */
export interface Failure {
  why: string;
  final: boolean;
}

const MOST_FAILURES = 5;
/** Minutes after the first failure; each further one waits four times as long. */
const FIRST_WAIT = 1;

/** A message that was requested: it is sent until it is sent, or until nobody would want it any more. */
export class Message extends AggregateRoot {
  readonly id: string;
  readonly key: string;
  readonly kind: MessageKind;
  readonly facilityId?: string;
  readonly patientId?: string;
  /** The channel that is tried at present. */
  readonly channel: Channel;
  readonly payload?: Payload;
  readonly status: MessageStatus;
  readonly attempts: number;
  /** Attempts that the provider did not take; one that was interrupted is none of them. */
  readonly failures: number;
  readonly dueAt: Temporal.Instant;
  readonly expiresAt?: Temporal.Instant;
  readonly claimedUntil?: Temporal.Instant;
  readonly sentAt?: Temporal.Instant;
  readonly note?: string;

  constructor(fields: NewMessage) {
    super();
    this.id = fields.id;
    this.key = fields.key;
    this.kind = fields.kind;
    this.facilityId = fields.facilityId;
    this.patientId = fields.patientId;
    this.channel = fields.payload.recipients[0]?.channel ?? 'email';
    this.payload = fields.payload;
    this.status = 'queued';
    this.attempts = 0;
    this.failures = 0;
    this.dueAt = fields.dueAt;
    this.expiresAt = fields.expiresAt;
  }

  /** The same for every attempt on this channel. */
  get deliveryKey(): string {
    return `${this.key}.${this.channel}`;
  }

  get recipient(): string | undefined {
    return this.payload?.recipients.find(({ channel }) => channel === this.channel)?.to;
  }

  isExpired(now: Temporal.Instant): boolean {
    return this.expiresAt !== undefined && Temporal.Instant.compare(this.expiresAt, now) <= 0;
  }

  /** Puts the attempt on record before anything leaves. */
  startSending(leaseUntil: Temporal.Instant): void {
    this.become('send', { attempts: this.attempts + 1, claimedUntil: leaseUntil });
  }

  markSent(now: Temporal.Instant): void {
    this.become('succeed', { sentAt: now, claimedUntil: undefined, note: undefined, payload: undefined });
  }

  /** An attempt whose process ended in the middle of it: nobody knows whether the provider took the message. */
  interrupt(now: Temporal.Instant): void {
    this.become('fail', { dueAt: now, claimedUntil: undefined, note: 'interrupted' });
  }

  /** Tries again later; by the next address where this one is refused for good; gives up where neither is possible. */
  markFailed({ why, final }: Failure, now: Temporal.Instant): void {
    const next = this.nextChannel;
    const failures = this.failures + 1;
    const wait = FIRST_WAIT * 4 ** (failures - 1);
    const over = final || failures >= MOST_FAILURES;
    const settled = { failures, claimedUntil: undefined, note: why };
    if (!over) this.become('fail', { ...settled, dueAt: now.add({ minutes: wait }) });
    else if (next !== undefined) this.become('fall-back', { ...settled, channel: next, attempts: 0, failures: 0, dueAt: now });
    else this.become('give-up', settled);
  }

  markDelivered(): void {
    this.become('deliver', { note: undefined, payload: undefined, claimedUntil: undefined });
  }

  /** A receipt says that it did not arrive. */
  bounce(why: string): void {
    this.become('bounce', { note: why });
  }

  expire(): void {
    this.become('expire', { claimedUntil: undefined, payload: undefined });
  }

  /** A person has it sent once more, from its first address on. */
  replay(now: Temporal.Instant): void {
    if (!this.payload && this.status === 'dead') throw messageMachine.refusal('dead', 'replay', 'its text is no longer known');
    const channel = this.payload?.recipients[0]?.channel ?? this.channel;
    this.become('replay', { attempts: 0, failures: 0, dueAt: now, channel, note: undefined });
  }

  private get nextChannel(): Channel | undefined {
    const all = this.payload?.recipients ?? [];
    return all[all.findIndex(({ channel }) => channel === this.channel) + 1]?.channel;
  }

  private become(action: MessageAction, changes: Partial<Message> = {}): void {
    Object.assign(this, { status: messageMachine.next(this.status, action), ...changes });
  }
}
