import { AggregateRoot, type Money } from '#kernel';
import type { Lot } from './lot.js';
import type { Posting } from './stock-movement.js';

/** What came in of one lot, in whole units of the medication. */
export interface ReceiptLine {
  medicationId: string;
  lotId: string;
  lotNumber: string;
  /** Last day on which it may be used, `YYYY-MM-DD`. */
  expiresOn: string;
  quantity: number;
  /** Price of one unit. */
  unitCost?: { amount: string; currency: string };
}

/** A line as it is read off the packages. */
export interface DeliveredLine {
  medicationId: string;
  lotNumber: string;
  expiresOn: Temporal.PlainDate;
  quantity: number;
  unitCost?: Money;
}

export interface NewStockReceipt {
  id: string;
  facilityId: string;
  locationId: string;
  supplier?: string;
  /** Each with its lot, in the order of the lines. */
  delivered: readonly { line: DeliveredLine; lot: Lot }[];
  receivedBy: string;
  receivedAt: Temporal.Instant;
}

/** A delivery that was put into a location. */
export class StockReceipt extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly supplier?: string;
  readonly lines: readonly ReceiptLine[];
  readonly receivedBy: string;
  readonly receivedAt: Temporal.Instant;

  constructor(fields: NewStockReceipt) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.locationId = fields.locationId;
    this.supplier = fields.supplier;
    this.lines = fields.delivered.map(({ line, lot }) => lineOf(line, lot));
    this.receivedBy = fields.receivedBy;
    this.receivedAt = fields.receivedAt;
  }

  postings(): Posting[] {
    const reference = { kind: 'stock-receipt', id: this.id };
    return this.lines.map(({ lotId, quantity }) => ({ locationId: this.locationId, lotId, quantity, kind: 'receipt', reference }));
  }
}

function lineOf({ unitCost, expiresOn, ...line }: DeliveredLine, { id: lotId }: Lot): ReceiptLine {
  return { ...line, lotId, expiresOn: expiresOn.toString(), ...(unitCost ? { unitCost: unitCost.toJSON() } : {}) };
}
