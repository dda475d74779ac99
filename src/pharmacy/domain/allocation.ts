/** What one unit cost. */
export interface UnitCost {
  amount: string;
  /** ISO 4217. */
  currency: string;
}

/** Stock of a lot that may be given out now. */
export interface UsableLot {
  lotId: string;
  medicationId: string;
  lotNumber: string;
  part: number;
  /** `YYYY-MM-DD`. */
  expiresOn: string;
  /** Whole units that are promised to nobody else. */
  free: number;
  unitCost?: UnitCost;
}

/** What is taken of one lot for a line. */
export interface Draw {
  lotId: string;
  lotNumber: string;
  expiresOn: string;
  quantity: number;
  /** Of it, what came back. */
  returned: number;
  unitCost?: UnitCost;
}

/** What a line asks for. */
export interface Wanted {
  medicationId: string;
  quantity: number;
  /** What was promised to it before, by lot: it keeps that where it may. */
  promised?: ReadonlyMap<string, number>;
}

export interface Allocation {
  /** For each line, in its order. */
  draws: Draw[][];
  /** Lines that can't be met, and how much there is for them. */
  missing: { line: number; usable: number }[];
}

/**
 * Takes the lots that expire first, splitting over lots in whole units. What a line was promised before stays with it as far
 * as the lot is still usable. Lots of one date are taken in the order of their numbers, then parts.
 */
export function allocate(wanted: readonly Wanted[], lots: readonly UsableLot[]): Allocation {
  const inOrder = lots.toSorted(byExpiry);
  const free = new Map(inOrder.map(({ lotId, free: units }) => [lotId, units]));
  const taken = wanted.map(() => new Map<string, number>());
  const take = (line: number, lotId: string, most: number): number => {
    const quantity = Math.max(0, Math.min(most, free.get(lotId) ?? 0));
    if (quantity === 0) return 0;
    free.set(lotId, free.get(lotId)! - quantity);
    taken[line]!.set(lotId, (taken[line]!.get(lotId) ?? 0) + quantity);
    return quantity;
  };
  const left = wanted.map(({ quantity, promised = [] }, line) => {
    return [...promised].reduce((rest, [lotId, units]) => rest - take(line, lotId, Math.min(rest, units)), quantity);
  });
  const missing = wanted.flatMap(({ medicationId, quantity }, line) => {
    const mine = inOrder.filter((lot) => lot.medicationId === medicationId);
    const rest = mine.reduce((open, { lotId }) => open - take(line, lotId, open), left[line]!);
    return rest === 0 ? [] : [{ line, usable: quantity - rest }];
  });
  return { draws: taken.map((lotsOfLine) => drawsOf(lotsOfLine, inOrder)), missing };
}

function drawsOf(quantities: ReadonlyMap<string, number>, inOrder: readonly UsableLot[]): Draw[] {
  return inOrder
    .filter(({ lotId }) => quantities.has(lotId))
    .map(({ lotId, lotNumber, expiresOn, unitCost }) => {
      return { lotId, lotNumber, expiresOn, quantity: quantities.get(lotId)!, returned: 0, ...(unitCost ? { unitCost } : {}) };
    });
}

function byExpiry(a: UsableLot, b: UsableLot): number {
  return compare(a.expiresOn, b.expiresOn) || compare(a.lotNumber, b.lotNumber) || a.part - b.part || compare(a.lotId, b.lotId);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
