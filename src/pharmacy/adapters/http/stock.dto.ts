import { CalendarDate, Choice, InstantText, MoneyDto, Nested, NestedList, PageQuery, Text, Uuid, Whole } from '#http';
import { LOT_STATUSES } from '../../domain/lot-machine.js';

const LOT_NUMBER = { max: 100, description: 'The manufacturer’s batch number, as printed.', example: 'LX4711' };
/** Far more than any location holds, and far from the end of the database's whole numbers. */
export const MOST_UNITS = 10_000_000;

export class StockLocationBody {
  @Uuid()
  facilityId!: string;

  @Text({ description: 'Unique within the facility.', example: 'Main dispensary' })
  name!: string;
}

export class StockLocationsPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;
}

export class StockLocationAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Text({ example: 'Main dispensary' })
  name!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class ReceiptLineBody {
  @Uuid()
  medicationId!: string;

  @Text(LOT_NUMBER)
  lotNumber!: string;

  @CalendarDate({ description: 'Last day on which it may be used.', example: '2028-06-30' })
  expiresOn!: string;

  @Whole({ min: 1, max: MOST_UNITS, description: 'In units of the medication.', example: 200 })
  quantity!: number;

  @Nested(() => MoneyDto, { optional: true, description: 'Price of one unit.' })
  unitCost?: MoneyDto;
}

export class StockReceiptBody {
  @Uuid()
  locationId!: string;

  @Text({ optional: true, example: 'Northern Pharma Wholesale' })
  supplier?: string;

  @NestedList(() => ReceiptLineBody, { minItems: 1 })
  lines!: ReceiptLineBody[];
}

export class ReceiptLineAnswer extends ReceiptLineBody {
  @Uuid()
  lotId!: string;
}

export class StockReceiptAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Text({ optional: true })
  supplier?: string;

  @NestedList(() => ReceiptLineAnswer)
  lines!: ReceiptLineAnswer[];

  @Text({ description: 'The user who received it.' })
  receivedBy!: string;

  @InstantText()
  receivedAt!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class StockPageQuery extends PageQuery {
  @Uuid({ optional: true })
  locationId?: string;

  @Uuid({ optional: true })
  medicationId?: string;
}

export class MovementsPageQuery extends StockPageQuery {
  @Uuid({ optional: true })
  lotId?: string;
}

export class RegisterPageQuery extends PageQuery {
  @Uuid()
  medicationId!: string;

  @Uuid()
  locationId!: string;
}

export class LotStockAnswer {
  @Uuid()
  lotId!: string;

  @Text(LOT_NUMBER)
  lotNumber!: string;

  @Whole({ description: '0; higher for stock that came back.' })
  part!: number;

  @CalendarDate()
  expiresOn!: string;

  @Choice(LOT_STATUSES)
  status!: string;

  @Whole()
  onHand!: number;

  @Whole()
  reserved!: number;

  @Whole()
  usable!: number;
}

export class StockAnswer {
  @Uuid()
  medicationId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  facilityId!: string;

  @Whole({ description: 'All that is there, usable or not.' })
  onHand!: number;

  @Whole({ description: 'Of it, what is promised to somebody.' })
  reserved!: number;

  @Whole({ description: 'What may be given out now: available, not past its date in the facility’s zone, not reserved.' })
  usable!: number;

  @Whole({ description: 'On hand and past its date.' })
  expired!: number;

  @NestedList(() => LotStockAnswer, { description: 'Lots with something on hand, the first to expire first.' })
  lots!: LotStockAnswer[];
}

export class ReferenceAnswer {
  @Text({ example: 'stock-receipt' })
  kind!: string;

  @Uuid()
  id!: string;
}

export class MovementAnswer {
  @Uuid()
  id!: string;

  @InstantText()
  at!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Uuid()
  lotId!: string;

  @Text(LOT_NUMBER)
  lotNumber!: string;

  @Whole({ min: -MOST_UNITS, description: 'Below 0 where it went out.' })
  quantity!: number;

  @Text({ example: 'receipt' })
  kind!: string;

  @Nested(() => ReferenceAnswer, { description: 'What it is part of.' })
  reference!: ReferenceAnswer;

  @Text({ description: 'The user who did it, or the name of a job.' })
  actor!: string;

  @Text({ optional: true, description: 'The user who watched.' })
  witness?: string;

  @Text({ optional: true, max: 500 })
  reason?: string;

  @Whole({ min: 1, description: 'Counts the entries of the medication at the location.' })
  entry!: number;

  @Whole({ description: 'All stock of the medication at the location after this entry.' })
  balance!: number;
}
