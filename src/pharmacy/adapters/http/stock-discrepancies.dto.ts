import { Choice, InstantText, NestedList, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { DISCREPANCY_CAUSES, DISCREPANCY_STATUSES, type DiscrepancyCause, type DiscrepancyStatus } from '../../domain/stock-discrepancy.js';
import { MOST_UNITS } from './stock.dto.js';

const EXPLANATION = { max: 1_000, lines: true, example: 'Given at night and not booked; the nurse in charge confirmed it' };

export class DiscrepanciesPageQuery extends PageQuery {
  @Choice(DISCREPANCY_STATUSES, { optional: true })
  status?: DiscrepancyStatus;

  @Uuid({ optional: true })
  locationId?: string;

  @Uuid({ optional: true })
  medicationId?: string;
}

export class CloseDiscrepancyBody {
  @Choice(DISCREPANCY_CAUSES, { example: 'unrecorded-issue' })
  cause!: DiscrepancyCause;

  @Text(EXPLANATION)
  explanation!: string;
}

export class CountedFigureAnswer {
  @Whole({ description: 'On hand by the books when it was entered.' })
  expected!: number;

  @Whole()
  counted!: number;

  @Text({ description: 'A user.' })
  countedBy!: string;

  @InstantText()
  countedAt!: string;
}

export class StockDiscrepancyAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Uuid()
  lotId!: string;

  @Text({ max: 100, description: 'The manufacturer’s batch number, as printed.', example: 'LX4711' })
  lotNumber!: string;

  @Uuid({ description: 'The stock count that found it.' })
  countId!: string;

  @Choice(DISCREPANCY_STATUSES)
  status!: DiscrepancyStatus;

  @Whole({ description: 'On hand by the books when it was last counted.' })
  expected!: number;

  @Whole({ description: 'What the last counting found.' })
  counted!: number;

  @Whole({ min: -MOST_UNITS, description: 'Counted less expected; 0 where it agreed when it was counted again.' })
  variance!: number;

  @NestedList(() => CountedFigureAnswer, { description: 'Each counting, the latest last.' })
  figures!: CountedFigureAnswer[];

  @Text({ description: 'The user whose count opened it.' })
  openedBy!: string;

  @InstantText()
  openedAt!: string;

  @Choice(DISCREPANCY_CAUSES, { optional: true })
  cause?: DiscrepancyCause;

  @Text({ ...EXPLANATION, optional: true })
  explanation?: string;

  @Text({ optional: true, description: 'A user.' })
  closedBy?: string;

  @InstantText({ optional: true })
  closedAt?: string;

  @Whole({ min: 1 })
  version!: number;

  @TextList({ description: 'What the caller may do with it now.', example: ['close'] })
  allowedActions!: string[];
}
