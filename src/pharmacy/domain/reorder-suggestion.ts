import { Money } from '#kernel';
import { type DailyUse, dailyUseOf, type DayOfUse } from './daily-use.js';
import { type PerishableStock, roomFor, roundingErrorsAside, unusedOf } from './expiry-outlook.js';
import { normalQuantile } from './normal-quantile.js';

/** What a rule says about ordering. */
export interface ReorderTerms {
  reorderPoint: number;
  targetLevel: number;
  leadTimeDays: number;
  /** Percent. */
  serviceLevel: number;
  expiryNoticeDays: number;
  budgetCap?: Money;
}

/** A lot that another location will not use up before its last day, at the rate at which it is used there. */
export interface SurplusLot extends PerishableStock {
  locationId: string;
  facilityId: string;
  lotId: string;
  lotNumber: string;
  /** `YYYY-MM-DD` */
  expiresOn: string;
}

export interface ReorderFacts {
  windowDays: number;
  days: readonly DayOfUse[];
  /** Usable lots here. */
  stock: readonly PerishableStock[];
  /** The first to expire first. */
  surplus: readonly SurplusLot[];
  /** What one unit cost when it was last received with a price. */
  unitCost?: Money;
}

/** What to move here first; `daysLeft` and `quantity` are those of the move. */
export type Move = SurplusLot;

/** What to order and to move, with all figures that lead there, in whole units where nothing else is said. */
export interface ReorderSuggestion {
  use: DailyUse;
  leadTimeDays: number;
  serviceLevel: number;
  /** Standard normal deviate of the service level. */
  z: number;
  /** Units used between order and arrival; not rounded. */
  leadTimeDemand: number;
  /** z · standard deviation · √ lead time, rounded up. */
  safetyStock: number;
  usable: number;
  /** Of it, what will expire unused within `outlookDays`. */
  expiringUnused: number;
  /** The longer of lead time and expiry notice. */
  outlookDays: number;
  onOrder: number;
  /** usable − expiringUnused + onOrder */
  available: number;
  reorderPoint: number;
  /** The higher of the reorder point and leadTimeDemand + safetyStock, rounded up. */
  orderAt: number;
  targetLevel: number;
  /** The higher of the target level and `orderAt`. */
  orderUpTo: number;
  /** orderUpTo − available where that is at or below `orderAt`; otherwise 0. */
  needed: number;
  moves: Move[];
  /** What the moves bring. */
  moved: number;
  unitCost?: Money;
  budgetCap?: Money;
  /** What the cap pays for, rounded down; absent without a cap, or where the price is unknown or in another currency. */
  affordable?: number;
  /** needed − moved, at most what is affordable. */
  quantity: number;
  /** quantity · unitCost */
  cost?: Money;
}

/** Nothing is known of orders that are under way. */
const ON_ORDER = 0;

/** How much to order, and what to move here from elsewhere before it expires there. */
export function suggestReorder(terms: ReorderTerms, facts: ReorderFacts): ReorderSuggestion {
  const level = levelOf(terms, facts);
  const moves = movesOf(level.needed, level.use.average, facts);
  const moved = sumOf(moves);
  const affordable = affordableBy(terms.budgetCap, facts.unitCost);
  const quantity = Math.min(level.needed - moved, affordable ?? Infinity);
  const { unitCost } = facts;
  return {
    ...level,
    moves,
    moved,
    quantity,
    ...(unitCost ? { unitCost, cost: multiple(unitCost, quantity) } : {}),
    ...(terms.budgetCap ? { budgetCap: terms.budgetCap } : {}),
    ...(affordable === undefined ? {} : { affordable }),
  };
}

type Level = Omit<ReorderSuggestion, 'moves' | 'moved' | 'quantity' | 'unitCost' | 'budgetCap' | 'affordable' | 'cost'>;

function levelOf(terms: ReorderTerms, { days, windowDays, stock }: ReorderFacts): Level {
  const { reorderPoint, targetLevel, leadTimeDays, serviceLevel, expiryNoticeDays } = terms;
  const use = dailyUseOf(days, windowDays);
  const z = normalQuantile(serviceLevel / 100);
  const leadTimeDemand = use.average * leadTimeDays;
  const safetyStock = roundedUp(z * use.standardDeviation * Math.sqrt(leadTimeDays));
  const outlookDays = Math.max(leadTimeDays, expiryNoticeDays);
  const [usable, expiringUnused] = [sumOf(stock), expiringWithin(outlookDays, stock, use.average)];
  const available = usable - expiringUnused + ON_ORDER;
  const orderAt = Math.max(reorderPoint, roundedUp(leadTimeDemand + safetyStock));
  const orderUpTo = Math.max(targetLevel, orderAt);
  const needed = available <= orderAt ? orderUpTo - available : 0;
  const rule = { leadTimeDays, serviceLevel, reorderPoint, targetLevel };
  const figures = { use, z, leadTimeDemand, safetyStock, usable, expiringUnused, outlookDays, onOrder: ON_ORDER };
  return { ...rule, ...figures, available, orderAt, orderUpTo, needed };
}

function expiringWithin(days: number, stock: readonly PerishableStock[], perDay: number): number {
  return unusedOf(stock, perDay).reduce((sum, unused, index) => (stock[index]!.daysLeft <= days ? sum + unused : sum), 0);
}

/** As much of each lot as is needed and will be used here before its last day. */
function movesOf(needed: number, perDay: number, { stock, surplus }: ReorderFacts): Move[] {
  const moves: Move[] = [];
  for (const lot of surplus) {
    const room = roomFor(lot.daysLeft, [...stock, ...moves], perDay);
    const quantity = Math.min(lot.quantity, room, needed - sumOf(moves));
    if (quantity > 0) moves.push({ ...lot, quantity });
  }
  return moves;
}

function affordableBy(cap: Money | undefined, unitCost: Money | undefined): number | undefined {
  if (!cap || !unitCost || cap.currency !== unitCost.currency || unitCost.minorUnits <= 0n) return undefined;
  return cap.minorUnits < 0n ? 0 : Number(cap.minorUnits / unitCost.minorUnits);
}

function multiple({ minorUnits, currency }: Money, quantity: number): Money {
  return Money.ofMinor(minorUnits * BigInt(quantity), currency);
}

function roundedUp(quantity: number): number {
  return Math.ceil(roundingErrorsAside(quantity));
}

function sumOf(stock: readonly { quantity: number }[]): number {
  return stock.reduce((sum, { quantity }) => sum + quantity, 0);
}
