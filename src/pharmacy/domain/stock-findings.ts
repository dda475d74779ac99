import type { StockRule } from './stock-rule.js';

export const STOCK_ALERT_KINDS = ['low-stock', 'out-of-stock', 'expiring', 'expired-on-shelf', 'recalled'] as const;
export type StockAlertKind = (typeof STOCK_ALERT_KINDS)[number];

/** A lot on the shelf that needs somebody who looks after it. */
export interface LotFinding {
  lotId: string;
  condition: Extract<StockAlertKind, 'expiring' | 'expired-on-shelf' | 'recalled'>;
  lotNumber: string;
  /** `YYYY-MM-DD` */
  expiresOn: string;
  /** Units, reserved or not. */
  onHand: number;
}

/** What is there of a medication at a location on a day. */
export interface Shelf {
  /** Units that may be given out to somebody new. */
  usable: number;
  lots: readonly LotFinding[];
}

/** Something that an alert is to be open about. */
export interface StockFinding {
  kind: StockAlertKind;
  lotId?: string;
  quantity: number;
}

type Thresholds = Pick<StockRule, 'reorderPoint' | 'hysteresisMargin' | 'isEnded'>;

/**
 * What a rule says of a shelf. Quantity alerts that are open stay so until the quantity is above their threshold by the
 * margin, so that stock which moves around the threshold raises one alert and not many.
 * @param isOpen whether an alert of that kind is open
 */
export function findingsOf(rule: Thresholds, { usable, lots }: Shelf, isOpen: (kind: StockAlertKind) => boolean): StockFinding[] {
  if (rule.isEnded) return [];
  const stands = (kind: StockAlertKind, threshold: number): boolean =>
    usable <= threshold || (isOpen(kind) && usable < threshold + rule.hysteresisMargin);
  const thresholds: [kind: StockAlertKind, threshold: number][] = [
    ['low-stock', rule.reorderPoint],
    ['out-of-stock', 0],
  ];
  return [
    ...thresholds.filter(([kind, threshold]) => stands(kind, threshold)).map(([kind]) => ({ kind, quantity: usable })),
    ...lots.map(({ condition, lotId, onHand }) => ({ kind: condition, lotId, quantity: onHand })),
  ];
}
