import { Nested, NestedList, Text, TextList, Uuid, Whole, ZoneName } from '#http';

const COUNTRY = { min: 2, max: 2, pattern: /^[A-Z]{2}$/, description: 'ISO 3166-1 alpha-2 code.', example: 'DE' };
const CURRENCY = { min: 3, max: 3, pattern: /^[A-Z]{3}$/, description: 'ISO 4217 code.', example: 'EUR' };

export class FacilityAddress {
  @TextList({ minItems: 1, maxItems: 5, example: ['Turmstraße 21'] })
  line!: string[];

  @Text({ max: 100, example: 'Berlin' })
  city!: string;

  @Text({ optional: true, max: 20, example: '10559' })
  postalCode?: string;

  @Text({ optional: true, max: 100 })
  state?: string;

  @Text(COUNTRY)
  country!: string;
}

export class FacilityAddressPatch {
  @TextList({ optional: true, minItems: 1, maxItems: 5, example: ['Turmstraße 22'] })
  line?: string[];

  @Text({ optional: true, max: 100 })
  city?: string;

  @Text({ optional: true, nullable: true, max: 20 })
  postalCode?: string | null;

  @Text({ optional: true, nullable: true, max: 100 })
  state?: string | null;

  @Text({ ...COUNTRY, optional: true })
  country?: string;
}

/** What another system calls the same thing. */
export class ExternalIdentifierDto {
  @Text({ max: 500, description: 'URI of the numbering system.', example: 'http://hl7.org/fhir/sid/us-npi' })
  system!: string;

  @Text({ max: 100, example: '1245319599' })
  value!: string;
}

export class CreateFacilityBody {
  @Text({ example: 'Charité Moabit' })
  name!: string;

  @ZoneName()
  timeZone!: string;

  @Text(CURRENCY)
  currency!: string;

  @Nested(() => FacilityAddress, { optional: true })
  address?: FacilityAddress;
}

export class ChangeFacilityBody {
  @Text({ optional: true, example: 'Charité Moabit' })
  name?: string;

  @ZoneName({ optional: true })
  timeZone?: string;

  @Text({ ...CURRENCY, optional: true })
  currency?: string;

  @Nested(() => FacilityAddressPatch, { optional: true, nullable: true })
  address?: FacilityAddressPatch | null;
}

export class FacilityAnswer {
  @Uuid()
  id!: string;

  @Text()
  name!: string;

  @ZoneName()
  timeZone!: string;

  @Text(CURRENCY)
  currency!: string;

  @Nested(() => FacilityAddress, { optional: true })
  address?: FacilityAddress;

  @NestedList(() => ExternalIdentifierDto)
  identifiers!: ExternalIdentifierDto[];

  @Whole({ min: 1 })
  version!: number;
}
