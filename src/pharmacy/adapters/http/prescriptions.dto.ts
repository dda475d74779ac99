import { Choice, Flag, InstantText, Nested, NestedList, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { FREQUENCY_UNITS, type Frequency } from '../../domain/dosage.js';
import { SEVERITIES, type Severity } from '../../domain/knowledge.js';
import { DISPENSE_STATUSES, type DispenseStatus } from '../../domain/prescription-line.js';
import { LINE_STATUSES, type LineStatus } from '../../domain/prescription-machine.js';
import { FINDING_KINDS, type FindingKind } from '../../domain/safety-finding.js';
import { AmountDto } from './medications.dto.js';

const REASON = { max: 1_000, lines: true };
const ALERT_ID = { max: 300, description: 'The id of a finding.', example: 'knowledge-base-missing' };

export class FrequencyDto {
  @Whole({ min: 1, max: 100, example: 3 })
  times!: number;

  @Choice(FREQUENCY_UNITS)
  per!: Frequency['per'];

  @Whole({ optional: true, min: 1, max: 1_000, description: 'Every so many days, hours or weeks; 1 by default.' })
  interval?: number;
}

export class PrescribedLineBody {
  @Uuid()
  medicationId!: string;

  @Nested(() => AmountDto, { example: { quantity: 1, unit: 'tablet' } })
  dose!: AmountDto;

  @Nested(() => FrequencyDto, { example: { times: 3, per: 'day' } })
  frequency!: FrequencyDto;

  @Text({ max: 100, example: 'oral' })
  route!: string;

  @Whole({ min: 1, max: 3_650, description: 'Days for which one supply lasts.', example: 7 })
  durationDays!: number;

  @Whole({ min: 1, max: 100_000, description: 'Units of the medication in one supply.', example: 21 })
  quantity!: number;

  @Whole({ max: 100, description: 'How often the supply may be repeated.', example: 0 })
  refills!: number;

  @Flag({ optional: true })
  asNeeded?: boolean;

  @Text({ optional: true, max: 2_000, lines: true, example: 'With food' })
  note?: string;

  @Flag({ optional: true, description: 'Meant to be taken beside another line of the same medicine.' })
  parallel?: boolean;
}

export class OverrideBody {
  @Text(ALERT_ID)
  alertId!: string;

  @Text({ ...REASON, example: 'The benefit outweighs the risk; levels are watched' })
  reason!: string;
}

export class PrescriptionBody {
  @Uuid()
  patientId!: string;

  @Uuid({ optional: true })
  encounterId?: string;

  @Uuid({ description: 'A member of staff.' })
  prescriberId!: string;

  @NestedList(() => PrescribedLineBody, { minItems: 1, maxItems: 50 })
  lines!: PrescribedLineBody[];

  @NestedList(() => OverrideBody, { optional: true, maxItems: 100 })
  overrides?: OverrideBody[];
}

export class SignBody {
  @NestedList(() => OverrideBody, { optional: true, maxItems: 100, description: 'Findings that are set aside.' })
  overrides?: OverrideBody[];
}

export class ActBody {
  @Text({ optional: true, ...REASON, description: 'Required to stop.', example: 'Rash after the first dose' })
  reason?: string;
}

export class ReviseBody {
  @Text({ ...REASON, example: 'Dose raised' })
  reason!: string;

  @NestedList(() => PrescribedLineBody, { minItems: 1, maxItems: 50, description: 'What takes the place of what is stopped.' })
  lines!: PrescribedLineBody[];

  @NestedList(() => OverrideBody, { optional: true, maxItems: 100 })
  overrides?: OverrideBody[];
}

export class AlertAnswer {
  @Text(ALERT_ID)
  id!: string;

  @Choice(FINDING_KINDS)
  kind!: FindingKind;

  @Choice(SEVERITIES)
  severity!: Severity;

  @Flag({ description: 'Nothing is signed or dispensed unless it is overridden.' })
  blocking!: boolean;

  @Flag()
  overridable!: boolean;

  @Flag({ description: 'An override counts only with the approval of another clinician.' })
  needsSecondPerson!: boolean;

  @Text({ max: 4_000 })
  explanation!: string;

  @Flag()
  overridden!: boolean;

  @Flag()
  approved!: boolean;
}

export class KnowledgeBaseAnswer {
  @Text()
  name!: string;

  @Text()
  version!: string;

  @Text({ max: 10, example: '2026-11-01' })
  date!: string;
}

export class PrescriptionLineAnswer extends PrescribedLineBody {
  @Uuid()
  id!: string;

  @Choice(LINE_STATUSES)
  status!: LineStatus;

  @Choice(DISPENSE_STATUSES)
  dispenseStatus!: DispenseStatus;

  @Whole({ description: 'Units given out so far.' })
  dispensed!: number;

  @Whole({ description: 'Units that may still be given out.' })
  remaining!: number;

  @InstantText({ optional: true })
  startedAt?: string;

  @InstantText({ optional: true, description: 'When the course is over, its refills included.' })
  endsAt?: string;

  @Text({ optional: true, ...REASON })
  reason?: string;

  @TextList({ example: ['sign', 'cancel'] })
  allowedActions!: string[];
}

export class PrescriptionAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  patientId!: string;

  @Uuid()
  facilityId!: string;

  @Uuid({ optional: true })
  encounterId?: string;

  @Uuid()
  prescriberId!: string;

  @Choice(LINE_STATUSES, { description: 'As alive as the liveliest of its lines.' })
  status!: LineStatus;

  @Choice(DISPENSE_STATUSES)
  dispenseStatus!: DispenseStatus;

  @NestedList(() => PrescriptionLineAnswer)
  lines!: PrescriptionLineAnswer[];

  @NestedList(() => AlertAnswer, { maxItems: 10_000, description: 'What the newest check found.' })
  alerts!: AlertAnswer[];

  @Nested(() => KnowledgeBaseAnswer, { optional: true, description: 'The version of the knowledge base that was asked.' })
  knowledgeBase?: KnowledgeBaseAnswer;

  @InstantText()
  createdAt!: string;

  @Uuid({ optional: true, description: 'The user who signed.' })
  signedBy?: string;

  @InstantText({ optional: true })
  signedAt?: string;

  @Uuid({ optional: true })
  renewalOf?: string;

  @Uuid({ optional: true })
  replaces?: string;

  @Uuid({ optional: true })
  replacedBy?: string;

  @TextList({ description: 'What may be done now.', example: ['sign', 'cancel', 'void'] })
  allowedActions!: string[];

  @Whole({ min: 1 })
  version!: number;
}

export class PrescriptionsPageQuery extends PageQuery {
  @Uuid({ optional: true })
  patientId?: string;

  @Uuid({ optional: true })
  prescriberId?: string;

  @Choice(LINE_STATUSES, { optional: true })
  status?: LineStatus;
}
