import { AggregateRoot, Period, RuleBroken } from '#kernel';
import type { ResourceKind } from './resource.js';

export interface AppointmentTypeFields {
  facilityId: string;
  name: string;
  durationMinutes: number;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  requiredSpecialty?: string;
  requiredResourceKinds?: ResourceKind[];
  /** In whole minor units. */
  price?: { minorUnits: bigint; currency: string };
}

const LONGEST_MINUTES = 24 * 60;

/** A kind of appointment that a facility offers: how long it takes and what it needs. */
export class AppointmentType extends AggregateRoot {
  readonly facilityId: string;
  readonly name: string;
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly requiredSpecialty?: string;
  readonly requiredResourceKinds: ResourceKind[];
  readonly priceMinorUnits?: bigint;
  readonly priceCurrency?: string;

  /** @throws RuleBroken `invalid-duration` where the duration is not 1 to 1,440 minutes, or a buffer not 0 to 1,440 */
  constructor(
    readonly id: string,
    fields: AppointmentTypeFields,
  ) {
    super();
    this.facilityId = fields.facilityId;
    this.name = fields.name;
    this.durationMinutes = minutes(fields.durationMinutes, 1);
    this.bufferBeforeMinutes = minutes(fields.bufferBeforeMinutes ?? 0, 0);
    this.bufferAfterMinutes = minutes(fields.bufferAfterMinutes ?? 0, 0);
    this.requiredSpecialty = fields.requiredSpecialty;
    this.requiredResourceKinds = [...new Set(fields.requiredResourceKinds)];
    this.priceMinorUnits = fields.price?.minorUnits;
    this.priceCurrency = fields.price?.currency;
  }
}

/** What of a type decides where an appointment goes. */
export type Timing = Pick<AppointmentType, 'durationMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;

export function periodOf(type: Timing, start: Temporal.Instant): Period {
  return Period.lasting(start, type.durationMinutes);
}

/** The period with its buffers, in which practitioner and rooms are taken. */
export function blockedPeriodOf(type: Timing, start: Temporal.Instant): Period {
  return periodOf(type, start).padded(type.bufferBeforeMinutes, type.bufferAfterMinutes);
}

function minutes(value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= LONGEST_MINUTES) return value;
  throw new RuleBroken('invalid-duration', `A duration is ${least} to ${LONGEST_MINUTES} whole minutes.`);
}
