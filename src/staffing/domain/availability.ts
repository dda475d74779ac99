import { AggregateRoot, RuleBroken } from '#kernel';
import { type AvailabilityRule, normalForm } from './availability-rules.js';
import { staffingEvents } from './staffing-events.js';
import { zoneName } from './zone-name.js';

/** A single day that differs; without times the whole day. */
export interface AvailabilityException {
  date: string;
  from?: string;
  to?: string;
  kind: 'open' | 'closed';
  reason?: string;
}

export interface AvailabilityFields {
  /** IANA name; without one the facility's zone counts. */
  timeZone?: string;
  rules: AvailabilityRule[];
  exceptions?: AvailabilityException[];
  /** Appointments at the same time; 1 unless told. */
  capacity?: number;
}

/** When one member of staff can be booked, as wall-clock time. Replaced as a whole. */
export class Availability extends AggregateRoot {
  /** The member of staff. */
  readonly id: string;
  readonly timeZone?: string;
  readonly rules: AvailabilityRule[];
  readonly exceptions: AvailabilityException[];
  readonly capacity: number;

  constructor(staffId: string) {
    super();
    this.id = staffId;
    this.rules = [];
    this.exceptions = [];
    this.capacity = 1;
  }

  /** @throws RuleBroken `invalid-availability` or `invalid-time-zone` */
  static of(staffId: string, fields: AvailabilityFields): Availability {
    const availability = new Availability(staffId);
    availability.replace(fields);
    return availability;
  }

  /** @throws RuleBroken `invalid-availability` or `invalid-time-zone` */
  replace({ timeZone, rules, exceptions = [], capacity = 1 }: AvailabilityFields): void {
    rules.forEach((rule, index) => expectRule(rule, `/rules/${index}`));
    exceptions.forEach((exception, index) => expectException(exception, `/exceptions/${index}`));
    const sorted = [...exceptions].sort((a, b) => (`${a.date}${a.from}` < `${b.date}${b.from}` ? -1 : 1));
    const zone = timeZone === undefined ? undefined : zoneName(timeZone);
    Object.assign(this, { timeZone: zone, rules: normalForm(rules), exceptions: sorted, capacity });
    this.record({ type: staffingEvents.availabilityChanged, aggregateId: this.id, payload: { staffId: this.id } });
  }
}

function expectRule({ from, to, validFrom, validUntil }: AvailabilityRule, pointer: string): void {
  if (from === to) refuse(`${pointer}/to`, 'must differ from the start; a whole day is 00:00 to 24:00');
  if (validFrom && validUntil && validUntil < validFrom) refuse(`${pointer}/validUntil`, 'must not lie before validFrom');
}

function expectException({ from, to }: AvailabilityException, pointer: string): void {
  if ((from === undefined) !== (to === undefined)) refuse(pointer, 'has both a start and an end, or neither for the whole day');
  if (from !== undefined && from === to) refuse(`${pointer}/to`, 'must differ from the start; a whole day has neither');
}

function refuse(pointer: string, message: string): never {
  throw new RuleBroken('invalid-availability', 'The availability breaks a rule.', { errors: [{ pointer, message }] });
}
