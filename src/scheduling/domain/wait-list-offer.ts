import { AggregateRoot } from '#kernel';
import { type OfferAction, type OfferStatus, waitListOfferMachine } from './wait-list-machine.js';
import { waitListEvents, type WaitListOfferFact } from './wait-list-events.js';

export interface NewWaitListOffer {
  id: string;
  entryId: string;
  facilityId: string;
  patientId: string;
  /** The appointment that holds the time. */
  appointmentId: string;
  staffId: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

const TOLD = { make: 'offerMade', accept: 'offerAccepted', decline: 'offerDeclined', expire: 'offerExpired' } as const;

/** A time that became free and is held for one patient of the wait-list, until a limit. */
export class WaitListOffer extends AggregateRoot {
  readonly id: string;
  readonly entryId: string;
  readonly facilityId: string;
  readonly patientId: string;
  readonly appointmentId: string;
  readonly staffId: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  readonly status: OfferStatus;
  readonly settledAt?: Temporal.Instant;

  private constructor(fields: NewWaitListOffer, now: Temporal.Instant) {
    super();
    this.id = fields.id;
    this.entryId = fields.entryId;
    this.facilityId = fields.facilityId;
    this.patientId = fields.patientId;
    this.appointmentId = fields.appointmentId;
    this.staffId = fields.staffId;
    this.start = fields.start;
    this.end = fields.end;
    this.expiresAt = fields.expiresAt;
    this.madeAt = now;
    this.status = 'open';
  }

  static make(fields: NewWaitListOffer, now: Temporal.Instant): WaitListOffer {
    const offer = new WaitListOffer(fields, now);
    offer.tell('make');
    return offer;
  }

  accept(now: Temporal.Instant): void {
    if (this.status === 'open' && this.isOverdue(now)) throw waitListOfferMachine.refusal(this.status, 'accept', 'the offer has expired');
    this.become('accept', now);
  }

  decline(now: Temporal.Instant): void {
    this.become('decline', now);
  }

  /** Follows what became of the held appointment by other ways than an answer. */
  follow(action: 'accept' | 'decline' | 'expire', now: Temporal.Instant): void {
    this.become(action, now);
  }

  isOverdue(now: Temporal.Instant): boolean {
    return Temporal.Instant.compare(this.expiresAt, now) <= 0;
  }

  private become(action: OfferAction, now: Temporal.Instant): void {
    Object.assign(this, { status: waitListOfferMachine.next(this.status, action), settledAt: now });
    this.tell(action);
  }

  private tell(action: OfferAction): void {
    const { id, entryId, facilityId, patientId, appointmentId } = this;
    const fact: WaitListOfferFact = {
      ...{ offerId: id, entryId, facilityId, patientId, appointmentId },
      start: this.start.toString(),
      expiresAt: this.expiresAt.toString(),
    };
    this.record({ type: waitListEvents[TOLD[action]], aggregateId: entryId, payload: { ...fact } });
  }
}
