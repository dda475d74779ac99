import { DomainError } from '#kernel';

/** Another location of the facility has the name. */
export class StockLocationNameTaken extends DomainError {
  readonly code = 'stock-location-name-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another stock location of this facility has that name.');
  }
}

/** A lot is known under the number with another expiry date: one of the two is misread. */
export class LotMismatch extends DomainError {
  readonly code = 'lot-mismatch';
  readonly kind = 'rule';

  constructor(line: number, known: Temporal.PlainDate) {
    super(`The lot of that number expires on ${known.toString()}. Check the package.`, {
      expiresOn: known.toString(),
      errors: [{ pointer: `/lines/${line}/expiresOn`, message: `is ${known.toString()} for the lot of that number` }],
    });
  }
}

/** What is asked for and is not there, line by line. */
export interface Shortage {
  /** Position of the line in the request, from 0. */
  line: number;
  medicationId: string;
  requested: number;
  available: number;
}

/** There is less than is asked for; nothing was taken. */
export class InsufficientStock extends DomainError {
  readonly code = 'insufficient-stock';
  readonly kind = 'conflict';

  constructor(shortages: readonly Shortage[] = []) {
    super('There is not enough stock: see shortages.', { shortages });
  }
}
