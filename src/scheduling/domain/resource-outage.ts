import { AggregateRoot, DomainError, RuleBroken } from '#kernel';
import { resourceEvents } from './resource-events.js';
import { outageMachine, type OutageStatus, outageStatusAt } from './resource-outage-machine.js';

/** The room or equipment is out of service already in some of that time. */
export class OutageOverlap extends DomainError {
  readonly code = 'outage-overlap';
  readonly kind = 'conflict';

  constructor() {
    super('Another outage of this room or equipment lies in some of that time.');
  }
}

export interface NewResourceOutage {
  id: string;
  facilityId: string;
  resourceId: string;
  start: Temporal.Instant;
  /** Until further notice where it is absent. */
  end?: Temporal.Instant;
  reason: string;
  /** A user. */
  declaredBy: string;
}

/**
 * A time in which a room or a piece of equipment can't be used. It is booked for nothing in that time, and appointments that
 * have it are on the worklist.
 */
export class ResourceOutage extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly resourceId: string;
  readonly start: Temporal.Instant;
  /** Where it was ended early, that moment; its start, where it never began. */
  readonly end?: Temporal.Instant;
  readonly reason: string;
  readonly declaredBy: string;
  readonly endedAt?: Temporal.Instant;
  /** A user. */
  readonly endedBy?: string;

  private constructor(fields: NewResourceOutage) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.resourceId = fields.resourceId;
    this.start = fields.start;
    this.end = fields.end;
    this.reason = fields.reason;
    this.declaredBy = fields.declaredBy;
  }

  /** @throws RuleBroken `invalid-period` where it ends at or before its start */
  static declare(fields: NewResourceOutage): ResourceOutage {
    if (fields.end && Temporal.Instant.compare(fields.end, fields.start) <= 0) {
      throw new RuleBroken('invalid-period', 'An outage ends after its start.');
    }
    const outage = new ResourceOutage(fields);
    outage.tell('outageDeclared');
    return outage;
  }

  statusAt(now: Temporal.Instant): OutageStatus {
    return outageStatusAt({ start: this.start, end: this.end ?? undefined }, now);
  }

  /**
   * Back in service, before its time or at all.
   * @throws InvalidTransition where it is over
   */
  finish(by: string, now: Temporal.Instant): void {
    const status = this.statusAt(now);
    outageMachine.next(status, 'end');
    Object.assign(this, { end: status === 'planned' ? this.start : now, endedAt: now, endedBy: by });
    this.tell('outageEnded');
  }

  private tell(event: keyof typeof resourceEvents): void {
    const { id, facilityId, resourceId, start, end } = this;
    const payload = { resourceOutageId: id, facilityId, resourceId, start: start.toString(), end: end?.toString() };
    this.record({ type: resourceEvents[event], aggregateId: resourceId, payload });
  }
}
