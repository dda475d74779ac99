import { DomainError, RuleBroken } from '#kernel';

/** A line that stock does not meet. */
export interface DispenseShortage {
  /** Position of the line in the dispense, from 0. */
  line: number;
  prescriptionLineId: string;
  medicationId: string;
  requested: number;
  /** What could be given out for it: available, not past its date, promised to nobody else. */
  usable: number;
}

/** Usable stock does not meet all lines; nothing was taken. */
export class NotEnoughUsable extends DomainError {
  readonly code = 'insufficient-stock';
  readonly kind = 'conflict';

  constructor(
    /** Where it was asked for. */
    readonly place: { facilityId: string; locationId: string },
    readonly shortages: readonly DispenseShortage[],
  ) {
    super('There is not enough usable stock: see shortages.', { shortages });
  }
}

/** A prescription line stands in a dispense once. */
export function lineRepeated(line: number): RuleBroken {
  const errors = [{ pointer: `/lines/${line}/prescriptionLineId`, message: 'stands in an earlier line' }];
  return new RuleBroken('line-repeated', 'Each line of the prescription stands in the dispense once.', { errors });
}
