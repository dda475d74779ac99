import type { Money } from '#kernel';
import type { ReorderSuggestion } from './reorder-suggestion.js';

/** The arithmetic of a suggestion, in sentences. */
export function explanationOf(suggestion: ReorderSuggestion): string {
  return [useOf(suggestion), levelOf(suggestion), stockOf(suggestion), ...resultOf(suggestion)].join(' ');
}

function useOf({ use }: ReorderSuggestion): string {
  const { windowDays, dispensed, returned, unmet, average } = use;
  return `In ${windowDays} days ${dispensed} were given out, ${returned} came back and ${unmet} were missing: ${figure(average)} a day.`;
}

function levelOf({ leadTimeDays, leadTimeDemand, z, use, safetyStock, orderAt, reorderPoint, serviceLevel }: ReorderSuggestion): string {
  const safety = `${figure(z)} × ${figure(use.standardDeviation)} × √${leadTimeDays}, rounded up ${safetyStock}`;
  return (
    `${leadTimeDays} days until an order arrives take ${figure(leadTimeDemand)}; ` +
    `for a service level of ${serviceLevel} % the safety stock is ${safety}. ` +
    `Order at ${orderAt}, the higher of the two together, rounded up, and the reorder point of ${reorderPoint}.`
  );
}

function stockOf({ usable, expiringUnused, outlookDays, onOrder, available }: ReorderSuggestion): string {
  const less = `less ${expiringUnused} that will expire unused within ${outlookDays} days`;
  return `${usable} are usable, ${less}, and ${onOrder} are on order: ${available}.`;
}

function resultOf({ available, orderAt, orderUpTo, needed, moved, quantity, ...money }: ReorderSuggestion): string[] {
  if (needed === 0) return [`${available} are more than ${orderAt}: nothing to order.`];
  const need = `Up to ${orderUpTo}, ${needed} are needed.`;
  const moves = moved > 0 ? [`${moved} come from elsewhere, where they would expire unused.`] : [];
  return [need, ...moves, ...budgetOf(money, needed - moved), `Order ${quantity}${costOf(money.cost)}.`];
}

type Budget = Pick<ReorderSuggestion, 'budgetCap' | 'affordable' | 'unitCost'>;

function budgetOf({ budgetCap, affordable, unitCost }: Budget, wanted: number): string[] {
  if (!budgetCap || wanted === 0) return [];
  const cap = `The budget of ${priceOf(budgetCap)}`;
  if (!unitCost) return [`${cap} is not applied: no price is known.`];
  if (affordable === undefined) return [`${cap} is not applied: the last price was ${priceOf(unitCost)}.`];
  const share = affordable < wanted ? 'no more than' : 'all of it, up to';
  return [`${cap} pays for ${share} ${affordable} at ${priceOf(unitCost)}.`];
}

function costOf(cost: Money | undefined): string {
  return cost ? `, for ${priceOf(cost)}` : '';
}

function priceOf({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}

/** Two digits after the point where there are any. */
function figure(value: number): string {
  return String(Number(value.toFixed(2)));
}
