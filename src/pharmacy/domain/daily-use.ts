/** What a day of a window took, by the ledger, in units. */
export interface DayOfUse {
  /** Given out. */
  dispensed: number;
  /** Brought back. */
  returned: number;
  /** Asked for and not there. */
  unmet: number;
}

/** How much is used in a day, over a window of days. */
export interface DailyUse {
  windowDays: number;
  dispensed: number;
  returned: number;
  unmet: number;
  /** Units a day: given out, less what came back, and what would have been given out had it been there; never below 0. */
  average: number;
  /** Of the days' use around the average, in units: the square root of the sample variance. */
  standardDeviation: number;
}

/**
 * @param days those on which something happened; on the other days of the window nothing was used
 * @param windowDays at least 2
 */
export function dailyUseOf(days: readonly DayOfUse[], windowDays: number): DailyUse {
  const sum = (part: (day: DayOfUse) => number): number => days.reduce((total, day) => total + part(day), 0);
  const used = ({ dispensed, returned, unmet }: DayOfUse): number => dispensed - returned + unmet;
  const mean = sum(used) / windowDays;
  const squares = sum((day) => (used(day) - mean) ** 2) + (windowDays - days.length) * mean ** 2;
  return {
    windowDays,
    dispensed: sum(({ dispensed }) => dispensed),
    returned: sum(({ returned }) => returned),
    unmet: sum(({ unmet }) => unmet),
    average: Math.max(0, mean),
    standardDeviation: Math.sqrt(squares / (windowDays - 1)),
  };
}
