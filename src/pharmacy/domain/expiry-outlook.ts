/** Usable units that have to be used within so many days; 1 where today is the last. */
export interface PerishableStock {
  quantity: number;
  daysLeft: number;
}

/**
 * How much of stock will expire before it is used, if what expires first is used first: for each lot, in the order given.
 * Part of a unit is not used.
 * @param perDay units
 */
export function unusedOf(stock: readonly PerishableStock[], perDay: number): number[] {
  const unused = stock.map(() => 0);
  let used = 0;
  for (const [index, { quantity, daysLeft }] of inOrder(stock)) {
    const usable = Math.max(0, Math.floor(roundingErrorsAside(perDay * daysLeft)) - used);
    used += Math.min(quantity, usable);
    unused[index] = quantity - Math.min(quantity, usable);
  }
  return unused;
}

/** How much more of stock of that age would be used in time, without making any that is there go to waste. */
export function roomFor(daysLeft: number, stock: readonly PerishableStock[], perDay: number): number {
  const wasted = unusedOf(stock, perDay);
  const kept = stock.map((each, index) => ({ ...each, quantity: each.quantity - wasted[index]! }));
  const ages = [daysLeft, ...kept.map((each) => each.daysLeft).filter((days) => days > daysLeft)];
  const rooms = ages.map((days) => {
    const before = kept.filter((each) => each.daysLeft <= days).reduce((sum, { quantity }) => sum + quantity, 0);
    return Math.floor(roundingErrorsAside(perDay * days)) - before;
  });
  return Math.max(0, Math.min(...rooms));
}

function inOrder(stock: readonly PerishableStock[]): [index: number, lot: PerishableStock][] {
  return [...stock.entries()].sort(([, one], [, other]) => one.daysLeft - other.daysLeft);
}

/** A third of a unit a day is one unit in three days, whatever binary fractions make of it. */
export function roundingErrorsAside(quantity: number): number {
  return Number(quantity.toFixed(6));
}
