import { ChoiceList, Decimal, MoneyDto, Nested, Uuid, Whole } from '#http';
import { RULE_DEFAULTS } from '../../domain/stock-rule.js';
import { KEEPER_ROLES } from '../contexts/access.stock-keepers.js';
import { MOST_UNITS } from './stock.dto.js';

const MOST_DAYS = 3_650;
/** A year, so that who reminds too late reminds at all. */
const MOST_HOURS = 8_760;

/** What a rule says; each default stands with its member. */
export class StockRuleBody {
  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Whole({ max: MOST_UNITS, description: 'Usable units at or below which stock is low.', example: 40 })
  reorderPoint!: number;

  @Whole({ min: 1, max: MOST_UNITS, description: 'Usable units up to which it is filled; above the reorder point.', example: 200 })
  targetLevel!: number;

  @Whole({ max: MOST_DAYS, description: 'Days before the last day of use from which a lot counts as expiring.', example: 60 })
  expiryNoticeDays!: number;

  @Whole({
    min: 1,
    max: MOST_HOURS,
    description: 'Hours after which somebody is reminded of an alert that is still open: not taken up, nor put aside.',
    example: 24,
  })
  renotifyHours!: number;

  @Whole({
    optional: true,
    min: 1,
    max: MOST_UNITS,
    description: `Units above a threshold (the reorder point; none) from which stock counts as recovered. Without it a tenth of the
reorder point, rounded up, at least 1 and no more than leads to the target level.`,
    example: 4,
  })
  hysteresisMargin?: number;

  @ChoiceList(KEEPER_ROLES, {
    optional: true,
    minItems: 1,
    description: 'Roles whose holders, at the facility or everywhere, are told. Without it `pharmacist`.',
    example: ['pharmacist'],
  })
  notifyRoles?: string[];

  @Whole({
    optional: true,
    max: MOST_DAYS,
    description: `Days from an order to its arrival. ${RULE_DEFAULTS.leadTimeDays} by default.`,
    example: 7,
  })
  leadTimeDays?: number;

  @Decimal({
    optional: true,
    max: 99.9,
    places: 1,
    description: `Percent of the times between order and arrival in which stock is to last, from 50. ${RULE_DEFAULTS.serviceLevel} by default.`,
    example: 95,
  })
  serviceLevel?: number;

  @Nested(() => MoneyDto, { optional: true, description: 'The most that one order may cost. Without it there is no limit.' })
  budgetCap?: MoneyDto;
}

export class StockRuleAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Whole()
  reorderPoint!: number;

  @Whole()
  targetLevel!: number;

  @Whole({ min: 1 })
  hysteresisMargin!: number;

  @Whole()
  expiryNoticeDays!: number;

  @Whole({ min: 1 })
  renotifyHours!: number;

  @ChoiceList(KEEPER_ROLES)
  notifyRoles!: string[];

  @Whole()
  leadTimeDays!: number;

  @Decimal({ max: 99.9, places: 1 })
  serviceLevel!: number;

  @Nested(() => MoneyDto, { optional: true })
  budgetCap?: MoneyDto;

  @Whole({ min: 1 })
  version!: number;
}
