import { AggregateRoot } from '#kernel';
import { staffingEvents } from './staffing-events.js';

export type CredentialPassing = 'expiring' | 'expired';

/** A credential whose end has come near, or has passed. Dates as `YYYY-MM-DD`, both inclusive. */
export interface PassingCredential {
  credentialId: string;
  staffId: string;
  kind: string;
  validFrom: string;
  validUntil: string;
  passing: CredentialPassing;
}

const EVENTS = { expiring: staffingEvents.credentialExpiring, expired: staffingEvents.credentialExpired };

/** That it was told, once, what time alone has made of a credential. */
export class CredentialNotice extends AggregateRoot {
  readonly id: string;
  readonly credentialId: string;
  readonly passing: CredentialPassing;
  readonly noticedAt: Temporal.Instant;

  constructor(id: string, { passing, ...credential }: PassingCredential, now: Temporal.Instant) {
    super();
    this.id = id;
    this.credentialId = credential.credentialId;
    this.passing = passing;
    this.noticedAt = now;
    this.record({ type: EVENTS[passing], aggregateId: credential.staffId, payload: { ...credential } });
  }
}

export abstract class CredentialNotices {
  /** What time has made of credentials and nobody was told yet, those that end first in front. */
  abstract due(now: Temporal.Instant, limit: number): Promise<PassingCredential[]>;

  /** Where somebody else tells the same at the same time, the unit of work runs again. */
  abstract add(notice: CredentialNotice): void;
}
