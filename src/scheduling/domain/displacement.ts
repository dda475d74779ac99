import { AggregateRoot } from '#kernel';
import { appointmentEvents } from './appointment-events.js';
import { type DisplacementAction, displacementMachine, type DisplacementStatus, type Settlement } from './displacement-machine.js';
import type { Ground } from './lost-grounds.js';

export interface NewDisplacement {
  id: string;
  facilityId: string;
  appointmentId: string;
  /** Which time of the appointment lost its ground. */
  timeVersion: number;
  staffId: string;
  ground: Ground;
  /** What took it away; see `LostGround`. */
  subject: string;
  since: Temporal.Instant;
}

/**
 * One ground that an appointment lost: its line on the worklist. There is one at most for an appointment's time, ground and
 * what took it away; where the same is lost again after it was restored, it opens anew.
 */
export class Displacement extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly appointmentId: string;
  readonly timeVersion: number;
  readonly staffId: string;
  readonly ground: Ground;
  readonly subject: string;
  readonly since: Temporal.Instant;
  readonly status: DisplacementStatus;
  readonly settlement?: Settlement;
  readonly settledAt?: Temporal.Instant;
  /** Why the appointment stays as it is; by whom, a user. */
  readonly keepReason?: string;
  readonly keptBy?: string;
  readonly keptAt?: Temporal.Instant;

  private constructor(fields: NewDisplacement) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.appointmentId = fields.appointmentId;
    this.timeVersion = fields.timeVersion;
    this.staffId = fields.staffId;
    this.ground = fields.ground;
    this.subject = fields.subject;
    this.since = fields.since;
    this.status = 'open';
  }

  static record(fields: NewDisplacement): Displacement {
    const displacement = new Displacement(fields);
    displacement.tell();
    return displacement;
  }

  /** Somebody answers for the appointment taking place all the same. */
  keep(reason: string, by: string, now: Temporal.Instant): void {
    this.become('keep', { keepReason: reason, keptBy: by, keptAt: now });
  }

  settle(settlement: Settlement, now: Temporal.Instant): void {
    this.become('settle', { settlement, settledAt: now });
  }

  /** The ground came back and is lost again; an earlier decision to keep the appointment no longer counts. */
  reopen(now: Temporal.Instant): void {
    const undone = { settlement: undefined, settledAt: undefined, keepReason: undefined, keptBy: undefined, keptAt: undefined };
    this.become('reopen', { ...undone, since: now });
    this.tell();
  }

  private become(action: DisplacementAction, changes: Partial<Displacement>): void {
    Object.assign(this, { status: displacementMachine.next(this.status, action), ...changes });
  }

  private tell(): void {
    const { appointmentId, facilityId, staffId, timeVersion, ground } = this;
    const payload = { appointmentId, facilityId, staffId, timeVersion, ground };
    this.record({ type: appointmentEvents.displaced, aggregateId: appointmentId, payload });
  }
}
