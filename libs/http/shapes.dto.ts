import { Text, TextList, Whole } from './dto.js';
import { DEFAULT_LIMIT, MAX_LIMIT } from './paging.js';

/** A coded concept. */
export class CodeDto {
  @Text({ max: 500, description: 'FHIR URI of the code system.', example: 'http://snomed.info/sct' })
  system!: string;

  @Text({ max: 100, example: '91936005' })
  code!: string;

  @Text({ max: 500, example: 'Allergy to penicillin' })
  display!: string;
}

/** A person's name. */
export class HumanNameDto {
  @TextList({ minItems: 1, maxItems: 10, example: ['Ada', 'Marie'] })
  given!: string[];

  @Text({ example: 'Lindqvist' })
  family!: string;

  @Text({ optional: true, max: 50, example: 'Dr' })
  prefix?: string;
}

/** An amount of money. */
export class MoneyDto {
  @Text({
    max: 20,
    pattern: /^-?\d{1,15}(\.\d{1,4})?$/,
    description: "Decimal with the currency's own number of digits.",
    example: '12.50',
  })
  amount!: string;

  @Text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/, description: 'ISO 4217 code.', example: 'EUR' })
  currency!: string;
}

/** Which page of a list is asked for. */
export class PageQuery {
  @Whole({ optional: true, query: true, min: 1, max: MAX_LIMIT, description: `Items on a page; ${DEFAULT_LIMIT} by default.` })
  limit?: number;

  @Text({ optional: true, max: 2_000, description: 'nextCursor of the page before.' })
  cursor?: string;
}
