import { CalendarDate, Choice, Flag, InstantText, MoneyDto, Nested, NestedList, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { CANCEL_REASONS, type CancelReason, DECLINE_REASONS, type DeclineReason, DISPENSE_STATES } from '../../domain/dispense-machine.js';
import { RETURN_CONDITIONS, RETURN_STATUSES, type ReturnCondition } from '../../domain/dispense-return.js';
import { AlertAnswer, OverrideBody } from './prescriptions.dto.js';
import { MOST_UNITS } from './stock.dto.js';

const REASON = { optional: true, max: 500, example: 'The patient went home' };
const RETURN_REASON = { max: 500, example: 'The patient was discharged' };
const USER = { optional: true, description: 'A user.' };
const OVERRIDES = { optional: true, maxItems: 100, description: 'Findings of the safety gate that are set aside.' };

export class DispenseLineBody {
  @Uuid()
  prescriptionLineId!: string;

  @Whole({ min: 1, max: MOST_UNITS, description: 'In units of the medication.', example: 21 })
  quantity!: number;
}

export class DispenseBody {
  @Uuid()
  prescriptionId!: string;

  @Uuid({ description: 'From where it is given out.' })
  locationId!: string;

  @NestedList(() => DispenseLineBody, { minItems: 1, maxItems: 50 })
  lines!: DispenseLineBody[];

  @Flag({ optional: true, description: 'Holds stock, and gives nothing out yet.' })
  reserveOnly?: boolean;

  @NestedList(() => OverrideBody, OVERRIDES)
  overrides?: OverrideBody[];
}

export class DispenseCheckBody {
  @NestedList(() => OverrideBody, OVERRIDES)
  overrides?: OverrideBody[];
}

export class CancelDispenseBody {
  @Choice(CANCEL_REASONS, { optional: true, description: '`other` by default.', example: 'not-collected' })
  reasonCode?: CancelReason;

  @Text(REASON)
  reason?: string;
}

export class DeclineDispenseBody {
  @Choice(DECLINE_REASONS, { example: 'clarification-needed' })
  reasonCode!: DeclineReason;

  @Text(REASON)
  reason?: string;
}

export class ReturnLineShape {
  @Uuid()
  dispenseLineId!: string;

  @Whole({ min: 1, max: MOST_UNITS, example: 2 })
  quantity!: number;

  @Choice(RETURN_CONDITIONS, { description: 'Resaleable stock goes to quarantine, damaged stock with what is to be destroyed.' })
  condition!: ReturnCondition;
}

export class ReturnLineBody extends ReturnLineShape {
  @Uuid({ optional: true, description: 'The lot on the package; without it, the last that was taken for the line.' })
  lotId?: string;
}

export class ReturnDispensedBody {
  @NestedList(() => ReturnLineBody, { minItems: 1, maxItems: 100 })
  lines!: ReturnLineBody[];

  @Text(RETURN_REASON)
  reason!: string;
}

export class DispensesPageQuery extends PageQuery {
  @Uuid({ optional: true })
  prescriptionId?: string;

  @Uuid({ optional: true })
  patientId?: string;

  @Uuid({ optional: true })
  locationId?: string;

  @Choice(DISPENSE_STATES, { optional: true, example: 'reserved' })
  status?: string;
}

export class DrawAnswer {
  @Uuid()
  lotId!: string;

  @Text({ max: 100, example: 'LX4711' })
  lotNumber!: string;

  @CalendarDate()
  expiresOn!: string;

  @Whole({ min: 1 })
  quantity!: number;

  @Whole({ description: 'Of it, what came back.' })
  returned!: number;

  @Nested(() => MoneyDto, { optional: true, description: 'What one unit was bought for.' })
  unitCost?: MoneyDto;
}

export class DispenseLineAnswer extends DispenseLineBody {
  @Uuid()
  id!: string;

  @Uuid()
  medicationId!: string;

  @Text({ max: 50, example: 'tablet' })
  unit!: string;

  @NestedList(() => DrawAnswer, { maxItems: 10_000, description: 'Lots that are held for it, or that it was taken from.' })
  draws!: DrawAnswer[];
}

export class ReturnedLotAnswer {
  @Uuid()
  lotId!: string;

  @Whole({ min: 1 })
  quantity!: number;
}

export class ReturnLineAnswer extends ReturnLineShape {
  @NestedList(() => ReturnedLotAnswer, { maxItems: 10_000, description: 'The lots that were dispensed, as far as they came back.' })
  lots!: ReturnedLotAnswer[];
}

export class DispenseReturnAnswer {
  @Uuid()
  id!: string;

  @Choice(RETURN_STATUSES)
  status!: string;

  @Text(RETURN_REASON)
  reason!: string;

  @NestedList(() => ReturnLineAnswer)
  lines!: ReturnLineAnswer[];

  @Text({ description: 'The user who took it back.' })
  returnedTo!: string;

  @InstantText()
  returnedAt!: string;

  @Text(USER)
  witnessedBy?: string;

  @TextList({ description: 'What the caller may do with it now.' })
  allowedActions!: string[];
}

export class DispenseAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  prescriptionId!: string;

  @Uuid()
  patientId!: string;

  @Choice(DISPENSE_STATES)
  status!: string;

  @Flag({ description: 'Whether a line is of a controlled drug.' })
  controlled!: boolean;

  @NestedList(() => DispenseLineAnswer)
  lines!: DispenseLineAnswer[];

  @NestedList(() => AlertAnswer, { optional: true, maxItems: 10_000, description: 'What the newest check found; not in lists.' })
  alerts?: AlertAnswer[];

  @NestedList(() => DispenseReturnAnswer, { optional: true, maxItems: 10_000, description: 'What came back of it; not in lists.' })
  returns?: DispenseReturnAnswer[];

  @Text({ description: 'The user who began it.' })
  requestedBy!: string;

  @InstantText()
  requestedAt!: string;

  @InstantText({ optional: true, description: 'Until when stock is held for it.' })
  reservedUntil?: string;

  @Text(USER)
  verifiedBy?: string;

  @InstantText({ optional: true })
  verifiedAt?: string;

  @Text(USER)
  dispensedBy?: string;

  @Text(USER)
  witnessedBy?: string;

  @InstantText({ optional: true })
  completedAt?: string;

  @Text({ optional: true, description: 'Why it came to nothing: a reason of `cancel` or `decline`, or `reservation-ended`.' })
  reasonCode?: string;

  @Text(REASON)
  reason?: string;

  @Whole({ min: 1 })
  version!: number;

  @TextList({ description: 'What the caller may do with it now.' })
  allowedActions!: string[];
}
