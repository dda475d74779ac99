import { AggregateRoot, DomainError, InvalidTransition, RuleBroken } from '#kernel';
import { staffingEvents } from './staffing-events.js';

export interface NewCredential {
  id: string;
  staffId: string;
  /** Such as `medical-licence`. */
  kind: string;
  number: string;
  issuer: string;
  /** First and last day of validity. */
  validFrom: Temporal.PlainDate;
  validUntil: Temporal.PlainDate;
}

export const CREDENTIAL_STATUSES = ['upcoming', 'valid', 'expiring', 'expired', 'suspended'] as const;
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];

export const CREDENTIAL_ACTIONS = ['suspend', 'reinstate'] as const;
export type CredentialAction = (typeof CREDENTIAL_ACTIONS)[number];

/** What of a credential says when it is in force. */
export interface Validity {
  validFrom: Temporal.PlainDate;
  validUntil: Temporal.PlainDate;
  suspendedAt?: Temporal.Instant;
}

const ACTIONS: Record<CredentialStatus, CredentialAction[]> = {
  upcoming: ['suspend'],
  valid: ['suspend'],
  expiring: ['suspend'],
  expired: [],
  suspended: ['reinstate'],
};

/** The life of a credential: dates move it along by themselves, people suspend and reinstate it. */
export const credentialMachine = {
  transitions: [
    { from: null, action: 'add', to: 'upcoming', guard: 'the first day of validity lies ahead' },
    { from: null, action: 'add', to: 'valid' },
    { from: 'upcoming', action: 'begin', to: 'valid', guard: 'the first day of validity has come', system: true },
    { from: 'valid', action: 'near-end', to: 'expiring', guard: "within the facility's notice days of its end", system: true },
    { from: 'expiring', action: 'expire', to: 'expired', guard: 'the last day of validity has passed', system: true },
    { from: 'suspended', action: 'expire', to: 'expired', guard: 'the last day of validity has passed', system: true },
    { from: 'upcoming', action: 'suspend', to: 'suspended' },
    { from: 'valid', action: 'suspend', to: 'suspended' },
    { from: 'expiring', action: 'suspend', to: 'suspended' },
    { from: 'suspended', action: 'reinstate', to: 'valid', guard: 'becomes what its dates say' },
  ],
} as const;

/**
 * What a credential is on a day.
 * @param today the date in the facility's zone
 * @param noticeDays days before its end from which it is expiring
 */
export function credentialStatus(validity: Validity, today: Temporal.PlainDate, noticeDays: number): CredentialStatus {
  if (Temporal.PlainDate.compare(today, validity.validUntil) > 0) return 'expired';
  if (validity.suspendedAt) return 'suspended';
  if (Temporal.PlainDate.compare(today, validity.validFrom) < 0) return 'upcoming';
  return today.until(validity.validUntil).days < noticeDays ? 'expiring' : 'valid';
}

/** What may be done with a credential of that status. */
export function credentialActions(status: CredentialStatus): CredentialAction[] {
  return ACTIONS[status];
}

/** A permit to practise: a licence, a registration, a certificate. */
export class Credential extends AggregateRoot {
  readonly id: string;
  readonly staffId: string;
  readonly kind: string;
  readonly number: string;
  readonly issuer: string;
  readonly validFrom: Temporal.PlainDate;
  readonly validUntil: Temporal.PlainDate;
  readonly suspendedAt?: Temporal.Instant;
  readonly suspensionReason?: string;

  constructor(fields: NewCredential) {
    super();
    this.id = fields.id;
    this.staffId = fields.staffId;
    this.kind = fields.kind;
    this.number = fields.number;
    this.issuer = fields.issuer;
    this.validFrom = fields.validFrom;
    this.validUntil = fields.validUntil;
  }

  /** @throws RuleBroken `invalid-validity` where it ends before it begins */
  static add(fields: NewCredential): Credential {
    if (Temporal.PlainDate.compare(fields.validUntil, fields.validFrom) < 0) {
      throw new RuleBroken('invalid-validity', 'A credential must not end before it begins.');
    }
    const credential = new Credential(fields);
    credential.tell(staffingEvents.credentialAdded);
    return credential;
  }

  /**
   * Takes it out of force from now on.
   * @param today the date in the facility's zone
   * @throws InvalidTransition where it is suspended already or has expired
   */
  suspend(reason: string, now: Temporal.Instant, today: Temporal.PlainDate): void {
    this.expect('suspend', today);
    Object.assign(this, { suspendedAt: now, suspensionReason: reason });
    this.tell(staffingEvents.credentialSuspended);
  }

  /** @throws InvalidTransition where it is not suspended or has expired */
  reinstate(today: Temporal.PlainDate): void {
    this.expect('reinstate', today);
    Object.assign(this, { suspendedAt: undefined, suspensionReason: undefined });
    this.tell(staffingEvents.credentialReinstated);
  }

  private expect(action: CredentialAction, today: Temporal.PlainDate): void {
    const status = credentialStatus(this, today, 0);
    const allowed = credentialActions(status);
    if (!allowed.includes(action)) throw new InvalidTransition(status, action, `the credential is ${status}`, allowed);
  }

  private tell(type: string): void {
    const { id, staffId, kind, validFrom, validUntil } = this;
    const payload = { credentialId: id, staffId, kind, validFrom: validFrom.toString(), validUntil: validUntil.toString() };
    this.record({ type, aggregateId: staffId, payload });
  }
}

/** The number is in force for somebody, from the same issuer and in the same days. */
export class CredentialNumberTaken extends DomainError {
  readonly code = 'credential-number-taken';
  readonly kind = 'conflict';

  constructor() {
    super('A credential of this kind, issuer and number is already valid in these days.');
  }
}
