import { CalendarDate, Choice, InstantText, Nested, NestedList, Text, TextList, Uuid, UuidList, Whole } from '#http';
import { ADJUSTMENT_STATUSES } from '../../domain/stock-adjustment.js';
import { LOT_ACTIONS, LOT_STATUSES } from '../../domain/lot-machine.js';
import { MOST_UNITS } from './stock.dto.js';

const REASON = { max: 500, example: 'Seal broken on delivery' };
const USER = { description: 'A user.' };
const ALLOWED = { description: 'What may be done with it now.' };

export class StockReasonBody {
  @Text(REASON)
  reason!: string;
}

export class PendingLotActAnswer {
  @Choice(LOT_ACTIONS)
  action!: string;

  @Choice(['awaiting-witness'])
  status!: string;

  @Text(REASON)
  reason!: string;

  @Text(USER)
  requestedBy!: string;
}

export class LotActAnswer {
  @Text({ example: 'quarantine' })
  action!: string;

  @Choice(LOT_STATUSES)
  from!: string;

  @Choice(LOT_STATUSES)
  to!: string;

  @Text(REASON)
  reason!: string;

  @Text({ description: 'A user, or the name of a job.' })
  actor!: string;

  @Text({ ...USER, optional: true })
  witness?: string;

  @InstantText()
  at!: string;
}

export class LotAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  medicationId!: string;

  @Text({ max: 100, example: 'LX4711' })
  number!: string;

  @Whole({ description: '0; higher for stock that came back.' })
  part!: number;

  @CalendarDate()
  expiresOn!: string;

  @Choice(LOT_STATUSES)
  status!: string;

  @Nested(() => PendingLotActAnswer, { optional: true, description: 'What waits for a witness; nothing is given out meanwhile.' })
  pending?: PendingLotActAnswer;

  @NestedList(() => LotActAnswer, { description: 'What was done with it, the first first.' })
  history!: LotActAnswer[];

  @UuidList({ description: 'Dispenses that lost stock which was held for them, and are drafts again.', maxItems: 10_000 })
  releasedDispenses!: string[];

  @Whole({ min: 1 })
  version!: number;

  @TextList(ALLOWED)
  allowedActions!: string[];
}

export class AdjustmentLineBody {
  @Uuid()
  lotId!: string;

  @Whole({ min: -MOST_UNITS, max: MOST_UNITS, description: 'Not 0; below 0 what is taken out.', example: -2 })
  quantity!: number;
}

export class StockAdjustmentBody extends StockReasonBody {
  @Uuid()
  locationId!: string;

  @NestedList(() => AdjustmentLineBody, { minItems: 1 })
  lines!: AdjustmentLineBody[];
}

export class StockAdjustmentAnswer extends StockAdjustmentBody {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Choice(ADJUSTMENT_STATUSES)
  status!: string;

  @Uuid({ optional: true, description: 'The adjustment that it undoes.' })
  reverses?: string;

  @Uuid({ optional: true, description: 'The adjustment that undoes it, or is to.' })
  reversedBy?: string;

  @Text(USER)
  requestedBy!: string;

  @InstantText()
  requestedAt!: string;

  @Text({ ...USER, optional: true })
  witnessedBy?: string;

  @UuidList({ description: 'Dispenses that lost stock which was held for them, and are drafts again.', maxItems: 10_000 })
  releasedDispenses!: string[];

  @Whole({ min: 1 })
  version!: number;

  @TextList(ALLOWED)
  allowedActions!: string[];
}
