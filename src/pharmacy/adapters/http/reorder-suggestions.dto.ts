import { ApiProperty } from '@nestjs/swagger';
import { CalendarDate, MoneyDto, Nested, NestedList, PageQuery, Text, Uuid, Whole } from '#http';

/** Days over which use is averaged where nothing else is asked for. */
export const USUAL_WINDOW = 90;

/** A figure that is no whole number. */
const Figure = (description: string): PropertyDecorator => ApiProperty({ type: 'number', description });

export class ReorderSuggestionsPageQuery extends PageQuery {
  @Uuid()
  locationId!: string;

  @Whole({ optional: true, query: true, min: 2, max: 730, description: `Days up to today over which use is averaged; ${USUAL_WINDOW} by default.` })
  windowDays?: number;
}

export class DailyUseAnswer {
  @Whole()
  windowDays!: number;

  @Whole({ description: 'Given out in that time.' })
  dispensed!: number;

  @Whole({ description: 'Of what was given out, brought back in that time.' })
  returned!: number;

  @Whole({ description: 'Asked for and not there.' })
  unmet!: number;

  @Figure('Units a day: (dispensed − returned + unmet) / windowDays, at least 0.')
  average!: number;

  @Figure('Of the use of single days, in units.')
  standardDeviation!: number;
}

export class MoveAnswer {
  @Uuid({ description: 'Where it is.' })
  locationId!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  lotId!: string;

  @Text({ max: 100 })
  lotNumber!: string;

  @CalendarDate()
  expiresOn!: string;

  @Whole({ min: 1, description: 'What would expire unused there, and will be used here in time.' })
  quantity!: number;
}

/** What to order, with the figures that lead there; in whole units where nothing else is said. */
export class ReorderSuggestionAnswer {
  @Uuid()
  ruleId!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Whole({ description: 'What to order: needed − moved, and no more than is affordable. 0 where there is enough.' })
  quantity!: number;

  @Text({ max: 2_000, description: 'The arithmetic in sentences.' })
  explanation!: string;

  @Nested(() => DailyUseAnswer)
  use!: DailyUseAnswer;

  @Whole({ description: 'Days from an order to its arrival.' })
  leadTimeDays!: number;

  @Figure('Units used in that time; not rounded.')
  leadTimeDemand!: number;

  @Figure('Percent of the times between order and arrival in which stock is to last.')
  serviceLevel!: number;

  @Figure('Standard normal deviate of the service level.')
  z!: number;

  @Whole({ description: 'z × standardDeviation × √leadTimeDays, rounded up.' })
  safetyStock!: number;

  @Whole({ description: 'Usable now at the location.' })
  usable!: number;

  @Whole({ description: 'Of it, what will expire before it is used, within `outlookDays`, if what expires first is used first.' })
  expiringUnused!: number;

  @Whole({ description: 'The longer of lead time and expiry notice.' })
  outlookDays!: number;

  @Whole({ description: 'On its way from suppliers: always 0, since orders are not kept here. Take off what was ordered already.' })
  onOrder!: number;

  @Whole({ description: 'usable − expiringUnused + onOrder' })
  available!: number;

  @Whole()
  reorderPoint!: number;

  @Whole({ description: 'The higher of the reorder point and leadTimeDemand + safetyStock, rounded up.' })
  orderAt!: number;

  @Whole()
  targetLevel!: number;

  @Whole({ description: 'The higher of the target level and `orderAt`.' })
  orderUpTo!: number;

  @Whole({ description: 'orderUpTo − available, where that is at or below `orderAt`; otherwise 0.' })
  needed!: number;

  @NestedList(() => MoveAnswer, { description: 'To be moved here first, from locations that the caller sees.' })
  moves!: MoveAnswer[];

  @Whole({ description: 'What the moves bring.' })
  moved!: number;

  @Nested(() => MoneyDto, { optional: true, description: 'Of one, when it was last received with a price at the facility.' })
  unitCost?: MoneyDto;

  @Nested(() => MoneyDto, { optional: true })
  budgetCap?: MoneyDto;

  @Whole({ optional: true, description: 'What the cap pays for, rounded down; absent without a cap, or a price in its currency.' })
  affordable?: number;

  @Nested(() => MoneyDto, { optional: true, description: 'quantity × unitCost' })
  cost?: MoneyDto;
}
