import { CalendarDate, Choice, CodeDto, Nested, Text, TextList, Uuid, Whole } from '#http';
import { ALLERGY_STATUSES, type AllergyStatus } from '../../domain/allergy-machine.js';
import { ALLERGY_KINDS, type AllergyFacts, CRITICALITIES } from '../../domain/allergy.js';
import {
  CLINICAL_STATUSES,
  type ClinicalStatus,
  RECORDABLE_STATUSES,
  VERIFICATION_STATUSES,
  type VerificationStatus,
} from '../../domain/condition-machine.js';

const PARTIAL = { max: 10, pattern: /^\d{4}(-\d{2}(-\d{2})?)?$/, description: 'YYYY-MM-DD, YYYY-MM or YYYY.' };
const NOTE = { max: 10_000, lines: true };
const REACTION = { max: 1_000, lines: true, example: 'Hives' };

export class RecordAllergyBody {
  @Nested(() => CodeDto)
  substance!: CodeDto;

  @Choice(ALLERGY_KINDS)
  kind!: AllergyFacts['kind'];

  @Choice(CRITICALITIES)
  criticality!: AllergyFacts['criticality'];

  @Text({ optional: true, ...REACTION })
  reaction?: string;

  @CalendarDate({ optional: true, description: 'Today, where it is not said.' })
  recordedOn?: string;
}

/** A merge patch (RFC 7396). */
export class ChangeAllergyBody {
  @Nested(() => CodeDto, { optional: true })
  substance?: CodeDto;

  @Choice(ALLERGY_KINDS, { optional: true })
  kind?: AllergyFacts['kind'];

  @Choice(CRITICALITIES, { optional: true })
  criticality?: AllergyFacts['criticality'];

  @Text({ optional: true, nullable: true, ...REACTION })
  reaction?: string | null;

  @CalendarDate({ optional: true })
  recordedOn?: string;
}

export class AllergyAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  patientId!: string;

  @Nested(() => CodeDto)
  substance!: CodeDto;

  @Choice(ALLERGY_KINDS)
  kind!: AllergyFacts['kind'];

  @Choice(CRITICALITIES)
  criticality!: AllergyFacts['criticality'];

  @Text({ optional: true, ...REACTION })
  reaction?: string;

  @CalendarDate()
  recordedOn!: string;

  @Choice(ALLERGY_STATUSES)
  status!: AllergyStatus;

  @TextList({ description: 'What may be done now.', example: ['inactivate', 'enter-in-error'] })
  allowedActions!: string[];

  @Whole({ min: 1 })
  version!: number;
}

export class RecordConditionBody {
  @Nested(() => CodeDto)
  code!: CodeDto;

  @Choice(RECORDABLE_STATUSES)
  clinicalStatus!: ClinicalStatus;

  @Choice(VERIFICATION_STATUSES, { optional: true, description: '`confirmed` where it is not said.' })
  verificationStatus?: VerificationStatus;

  @Text({ optional: true, ...PARTIAL, example: '2019-05' })
  onset?: string;

  @Text({ optional: true, ...PARTIAL, example: '2020-01-31' })
  abatement?: string;

  @Text({ optional: true, ...NOTE })
  note?: string;

  @CalendarDate({ optional: true, description: 'Today, where it is not said.' })
  recordedOn?: string;
}

/** A merge patch (RFC 7396). */
export class ChangeConditionBody {
  @Nested(() => CodeDto, { optional: true })
  code?: CodeDto;

  @Text({ optional: true, nullable: true, ...PARTIAL, example: '2019-05' })
  onset?: string | null;

  @Text({ optional: true, nullable: true, ...PARTIAL, example: '2020-01-31' })
  abatement?: string | null;

  @Text({ optional: true, nullable: true, ...NOTE })
  note?: string | null;

  @CalendarDate({ optional: true })
  recordedOn?: string;
}

export class ConditionAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  patientId!: string;

  @Nested(() => CodeDto)
  code!: CodeDto;

  @Choice(CLINICAL_STATUSES)
  clinicalStatus!: ClinicalStatus;

  @Choice(VERIFICATION_STATUSES)
  verificationStatus!: VerificationStatus;

  @Text({ optional: true, ...PARTIAL, example: '2019-05' })
  onset?: string;

  @Text({ optional: true, ...PARTIAL, example: '2020-01-31' })
  abatement?: string;

  @Text({ optional: true, ...NOTE })
  note?: string;

  @CalendarDate()
  recordedOn!: string;

  @TextList({ description: 'What may be done now.', example: ['remit', 'enter-in-error'] })
  allowedActions!: string[];

  @Whole({ min: 1 })
  version!: number;
}
