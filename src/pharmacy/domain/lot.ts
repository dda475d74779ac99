import { AggregateRoot } from '#kernel';

export const LOT_STATUSES = ['available', 'quarantined', 'recalled', 'expired', 'damaged', 'destroyed'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

export interface NewLot {
  id: string;
  facilityId: string;
  medicationId: string;
  /** The manufacturer's batch number, as printed. */
  number: string;
  /** Last day on which it may be used, in the facility's zone. */
  expiresOn: Temporal.PlainDate;
}

/** What a facility has of one batch of a manufacturer. */
export class Lot extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly medicationId: string;
  readonly number: string;
  /** 0; higher for what came back and is told apart from what was never given out. */
  readonly part: number;
  readonly expiresOn: Temporal.PlainDate;
  readonly status: LotStatus;

  constructor(fields: NewLot) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.medicationId = fields.medicationId;
    this.number = fields.number;
    this.part = 0;
    this.expiresOn = fields.expiresOn;
    this.status = 'available';
  }
}
