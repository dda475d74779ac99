import type { Amount } from './medication.js';

export const FREQUENCY_UNITS = ['day', 'hours', 'week'] as const;

/** How often: so many times in a day or week, or every so many hours; `interval` counts days, hours or weeks (1). */
export interface Frequency {
  times: number;
  per: (typeof FREQUENCY_UNITS)[number];
  interval?: number;
}

/** How a medicine is to be taken. */
export interface Dosage {
  dose: Amount;
  frequency: Frequency;
}

/** In which a medication is counted, and how much is in one. */
interface Preparation {
  unit: string;
  strength: string;
}

/** A unit in terms of the basic one of its kind: grams and litres by their decimal steps, as UCUM has them. */
const UNITS: Record<string, [kind: string, factor: number]> = {
  kg: ['mass', 1e6],
  g: ['mass', 1e3],
  mg: ['mass', 1],
  mcg: ['mass', 1e-3],
  ug: ['mass', 1e-3],
  µg: ['mass', 1e-3],
  ng: ['mass', 1e-6],
  l: ['volume', 1e3],
  ml: ['volume', 1],
  ul: ['volume', 1e-3],
  iu: ['international units', 1],
  '[iu]': ['international units', 1],
};

const STRENGTH = /^(\d+(?:[.,]\d+)?)\s*([\p{L}[\]]+)$/u;
const HOURS_OF_A_DAY = 24;
const DAYS_OF_A_WEEK = 7;

/** Doses on the busiest day: what is taken every other day counts in full on the day itself. */
export function dosesOnADay({ times, per, interval = 1 }: Frequency): number {
  if (per === 'hours') return Math.ceil((HOURS_OF_A_DAY / interval) * times);
  return per === 'week' ? Math.ceil(times / DAYS_OF_A_WEEK) : times;
}

/** Doses in a whole course, on average. */
export function dosesInDays({ times, per, interval = 1 }: Frequency, days: number): number {
  const length = { day: 1, hours: 1 / HOURS_OF_A_DAY, week: DAYS_OF_A_WEEK }[per] * interval;
  return (days / length) * times;
}

/** An amount in another unit; nothing where the two don't measure the same. */
export function converted({ quantity, unit }: Amount, to: string): number | undefined {
  if (sameUnit(unit, to)) return quantity;
  const [one, other] = [UNITS[unit.toLowerCase()], UNITS[to.toLowerCase()]];
  if (!one || !other || one[0] !== other[0]) return undefined;
  return (quantity * one[1]) / other[1];
}

/** What one unit of a medication holds, where its strength says one amount: `500 mg`. */
export function strengthOf(strength: string): Amount | undefined {
  const [, quantity, unit] = STRENGTH.exec(strength.trim()) ?? [];
  return quantity === undefined || unit === undefined ? undefined : { quantity: Number(quantity.replace(',', '.')), unit };
}

/** The most that is taken in a day, in a unit; tablets become milligrams by the strength. */
export function dailyDose({ dose, frequency }: Dosage, { unit, strength }: Preparation, to: string): number | undefined {
  const times = dosesOnADay(frequency);
  const direct = converted(dose, to);
  if (direct !== undefined) return direct * times;
  const held = strengthOf(strength);
  if (held === undefined) return undefined;
  if (sameUnit(dose.unit, unit)) return multiplied(converted(held, to), dose.quantity * times);
  const inStrength = converted(dose, held.unit);
  return sameUnit(to, unit) ? multiplied(inStrength, times / held.quantity) : undefined;
}

function multiplied(quantity: number | undefined, times: number): number | undefined {
  return quantity === undefined ? undefined : quantity * times;
}

/** Tablet and tablets are the same. */
function sameUnit(one: string, other: string): boolean {
  const plain = (unit: string): string => unit.trim().toLowerCase().replace(/s$/, '');
  return plain(one) === plain(other);
}
