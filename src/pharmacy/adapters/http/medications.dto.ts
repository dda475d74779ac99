import { Choice, CodeDto, Decimal, Flag, Nested, NestedList, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { MEDICATION_STATUSES, type MedicationStatus } from '../../domain/medication-machine.js';

const CODE = { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '308182', display: 'amoxicillin 250 MG Oral Capsule' };
const INGREDIENT = { ...CODE, code: '723', display: 'amoxicillin' };
const CLASS = { system: 'http://www.whocc.no/atc', code: 'J01CA', display: 'Penicillins with extended spectrum' };

const NAME = { max: 300, example: 'Amoxicillin 250 mg' };
const FORM = { max: 100, description: 'Dose form.', example: 'capsule' };
const STRENGTH = { max: 100, description: 'How much of the ingredients is in one unit.', example: '250 mg' };
const UNIT = { max: 50, description: 'In which it is counted, stocked and dispensed.', example: 'capsule' };
const MAXIMUM = { description: 'Most that anybody takes in a day, whatever the knowledge base says.' };
const CODE_NOTE = { description: 'RxNorm, ATC or your own. Medications of one code count as the same medicine.', example: CODE };

/** An amount with its unit. */
export class AmountDto {
  @Decimal({ example: 250 })
  quantity!: number;

  @Text({ max: 50, example: 'mg' })
  unit!: string;
}

export class MedicationBody {
  @Nested(() => CodeDto, CODE_NOTE)
  code!: CodeDto;

  @Text(NAME)
  name!: string;

  @Text(FORM)
  form!: string;

  @Text(STRENGTH)
  strength!: string;

  @NestedList(() => CodeDto, { minItems: 1, maxItems: 50, example: [INGREDIENT] })
  ingredients!: CodeDto[];

  @NestedList(() => CodeDto, { maxItems: 50, example: [CLASS] })
  classes!: CodeDto[];

  @Text(UNIT)
  unit!: string;

  @Flag({ description: 'Under the law of controlled drugs.', example: false })
  controlled!: boolean;

  @Nested(() => AmountDto, { optional: true, ...MAXIMUM, example: { quantity: 6_000, unit: 'mg' } })
  maxDailyDose?: AmountDto;
}

/** A merge patch (RFC 7396); a list replaces the list. */
export class ChangeMedicationBody {
  @Nested(() => CodeDto, { optional: true, ...CODE_NOTE })
  code?: CodeDto;

  @Text({ optional: true, ...NAME })
  name?: string;

  @Text({ optional: true, ...FORM })
  form?: string;

  @Text({ optional: true, ...STRENGTH })
  strength?: string;

  @NestedList(() => CodeDto, { optional: true, minItems: 1, maxItems: 50, example: [INGREDIENT] })
  ingredients?: CodeDto[];

  @NestedList(() => CodeDto, { optional: true, maxItems: 50, example: [CLASS] })
  classes?: CodeDto[];

  @Text({ optional: true, ...UNIT })
  unit?: string;

  @Flag({ optional: true })
  controlled?: boolean;

  @Nested(() => AmountDto, { optional: true, nullable: true, ...MAXIMUM })
  maxDailyDose?: AmountDto | null;
}

export class MedicationAnswer extends MedicationBody {
  @Uuid()
  id!: string;

  @Choice(MEDICATION_STATUSES)
  status!: MedicationStatus;

  @TextList({ description: 'What may be done now.', example: ['retire'] })
  allowedActions!: string[];

  @Whole({ min: 1 })
  version!: number;
}

export class MedicationsPageQuery extends PageQuery {
  @Text({ optional: true, max: 100, description: 'Words that the name has, ignoring case and accents.', example: 'amox 250' })
  name?: string;

  @Text({ optional: true, max: 100, description: 'The code itself, in whatever system.', example: '308182' })
  code?: string;

  @Text({ optional: true, max: 500, description: 'FHIR URI of the code’s system.' })
  system?: string;

  @Choice(MEDICATION_STATUSES, { optional: true })
  status?: MedicationStatus;
}
