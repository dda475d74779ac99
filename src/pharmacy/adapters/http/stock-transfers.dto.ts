import { Choice, InstantText, NestedList, PageQuery, Text, TextList, Uuid, UuidList, Whole } from '#http';
import { COUNT_STATUSES } from '../../domain/stock-count.js';
import { TRANSFER_STATUSES } from '../../domain/stock-transfer.js';
import { StockReasonBody } from './lots.dto.js';
import { MOST_UNITS } from './stock.dto.js';

const REASON = { max: 500, optional: true, example: 'One ampoule broken on the way' };
const USER = { optional: true, description: 'A user.' };
const ALLOWED = { description: 'What the caller may do with it now.' };

export class TransferLineBody {
  @Uuid()
  lotId!: string;

  @Whole({ min: 1, max: MOST_UNITS, example: 20 })
  quantity!: number;
}

export class StockTransferBody extends StockReasonBody {
  @Uuid()
  fromLocationId!: string;

  @Uuid({ description: 'Of the same facility.' })
  toLocationId!: string;

  @NestedList(() => TransferLineBody, { minItems: 1 })
  lines!: TransferLineBody[];
}

export class ArrivedLineBody {
  @Uuid()
  lotId!: string;

  @Whole({ max: MOST_UNITS, example: 19 })
  quantity!: number;
}

export class ReceiveTransferBody {
  @NestedList(() => ArrivedLineBody, { optional: true, description: 'What differs; the rest arrived as it was sent.' })
  lines?: ArrivedLineBody[];

  @Text({ ...REASON, description: 'Needed where something differs.' })
  reason?: string;
}

export class TransfersPageQuery extends PageQuery {
  @Uuid({ optional: true, description: 'Either of the two.' })
  locationId?: string;

  @Choice(TRANSFER_STATUSES, { optional: true, example: 'dispatched' })
  status?: string;
}

export class TransferLineAnswer extends TransferLineBody {
  @Whole({ optional: true })
  received?: number;
}

export class StockTransferAnswer extends StockReasonBody {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  fromLocationId!: string;

  @Uuid()
  toLocationId!: string;

  @Choice(TRANSFER_STATUSES)
  status!: string;

  @NestedList(() => TransferLineAnswer)
  lines!: TransferLineAnswer[];

  @Text({ ...USER, optional: false })
  requestedBy!: string;

  @InstantText()
  requestedAt!: string;

  @Text(USER)
  witnessedBy?: string;

  @Text(USER)
  receivedBy?: string;

  @Text(REASON)
  varianceReason?: string;

  @Whole({ min: 1 })
  version!: number;

  @TextList(ALLOWED)
  allowedActions!: string[];
}

export class StockCountBody extends StockReasonBody {
  @Uuid()
  locationId!: string;

  @UuidList({ optional: true, description: 'Everything that is there without it.' })
  medicationIds?: string[];
}

export class CountedLotBody {
  @Uuid()
  lotId!: string;

  @Whole({ max: MOST_UNITS, example: 48 })
  counted!: number;
}

export class EnterCountBody {
  @NestedList(() => CountedLotBody, { description: 'Every lot of the count, and those found besides.', maxItems: 2_000 })
  lines!: CountedLotBody[];
}

export class CountLineAnswer {
  @Uuid()
  lotId!: string;

  @Whole({ optional: true, description: 'On hand when the count was opened; shown once it is entered.' })
  snapshot?: number;

  @Whole({ optional: true, description: 'On hand when it was entered.' })
  expected?: number;

  @Whole({ optional: true })
  counted?: number;

  @Whole({ optional: true, min: -MOST_UNITS, description: 'Counted less expected.' })
  variance?: number;
}

export class StockCountAnswer extends StockReasonBody {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Choice(COUNT_STATUSES)
  status!: string;

  @NestedList(() => CountLineAnswer, { maxItems: 2_000 })
  lines!: CountLineAnswer[];

  @Text({ ...USER, optional: false })
  openedBy!: string;

  @InstantText()
  openedAt!: string;

  @Text(USER)
  countedBy?: string;

  @Text(USER)
  approvedBy?: string;

  @UuidList({ description: 'Dispenses that lost stock which was held for them, and are drafts again.', maxItems: 10_000 })
  releasedDispenses!: string[];

  @Whole({ min: 1 })
  version!: number;

  @TextList(ALLOWED)
  allowedActions!: string[];
}
