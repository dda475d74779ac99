import { AggregateRoot } from '#kernel';
import { InvalidInvitation } from './invitation-errors.js';
import { invitationMachine, type InvitationStatus } from './invitation-machine.js';

/** Failures after which a code counts no longer, so that a birth date can't be guessed with it. */
const MOST_FAILURES = 5;

/** How long invitations count: a setting of the installation. */
export class InvitationRules {
  constructor(readonly days: number) {}
}

export interface NewInvitation {
  id: string;
  patientId: string;
  /** What is kept of the code. */
  codeHash: string;
  /** Where the code was sent. */
  email?: string;
  invitedBy: string;
}

/** What bears on the state of an invitation. */
type Facts = Pick<PatientInvitation, 'acceptedAt' | 'revokedAt' | 'failures' | 'expiresAt'>;

export function invitationStatus({ acceptedAt, revokedAt, failures, expiresAt }: Facts, now: Temporal.Instant): InvitationStatus {
  if (acceptedAt !== undefined) return 'accepted';
  if (revokedAt !== undefined) return 'revoked';
  if (failures >= MOST_FAILURES) return 'locked';
  return Temporal.Instant.compare(now, expiresAt) < 0 ? 'pending' : 'expired';
}

/** Lets one patient, or who acts for them, make one account with the patient's own record. */
export class PatientInvitation extends AggregateRoot {
  readonly id: string;
  readonly patientId: string;
  readonly codeHash: string;
  readonly email?: string;
  readonly invitedBy: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly failures: number;
  readonly acceptedAt?: Temporal.Instant;
  readonly acceptedBy?: string;
  readonly revokedAt?: Temporal.Instant;

  constructor(invitation: NewInvitation, { days }: InvitationRules, now: Temporal.Instant) {
    super();
    this.id = invitation.id;
    this.patientId = invitation.patientId;
    this.codeHash = invitation.codeHash;
    this.email = invitation.email;
    this.invitedBy = invitation.invitedBy;
    // As exact as it is when it is read back.
    this.createdAt = now.round('millisecond');
    this.expiresAt = this.createdAt.add({ hours: days * 24 });
    this.failures = 0;
  }

  statusAt(now: Temporal.Instant): InvitationStatus {
    return invitationStatus(this, now);
  }

  /** @throws InvalidInvitation where it counts no longer */
  expectPending(now: Temporal.Instant): void {
    if (this.statusAt(now) !== 'pending') throw new InvalidInvitation();
  }

  /** @throws InvalidInvitation */
  accept(userId: string, now: Temporal.Instant): void {
    this.expectPending(now);
    Object.assign(this, { acceptedBy: userId, acceptedAt: now.round('millisecond') });
  }

  /** Somebody had the code and not the rest. */
  noteFailure(): void {
    Object.assign(this, { failures: this.failures + 1 });
  }

  /** @throws InvalidTransition where it counts no longer */
  revoke(now: Temporal.Instant): void {
    invitationMachine.next(this.statusAt(now), 'revoke');
    Object.assign(this, { revokedAt: now.round('millisecond') });
  }
}

/**
 * Whether a date is somebody's birth date, as far as that is known.
 * @param known a date, or its year or year and month alone
 */
export function isBirthDate(date: string, known: string): boolean {
  return known === date || (known.length < date.length && date.startsWith(`${known}-`));
}
