import { AggregateRoot, RuleBroken, StateMachine } from '#kernel';
import { discrepancyEvents } from './pharmacy-events.js';

export const DISCREPANCY_STATUSES = ['open', 'closed'] as const;
export type DiscrepancyStatus = (typeof DISCREPANCY_STATUSES)[number];

/** What a discrepancy is found to come from. */
export const DISCREPANCY_CAUSES = [
  'miscount',
  'wrong-entry',
  'unrecorded-issue',
  'unrecorded-receipt',
  'breakage',
  'loss',
  'theft',
  'unexplained',
] as const;
export type DiscrepancyCause = (typeof DISCREPANCY_CAUSES)[number];

export const discrepancyMachine = new StateMachine<DiscrepancyStatus, 'open' | 'recount' | 'close'>([
  { from: null, action: 'open', to: 'open', guard: 'a count of a controlled drug disagrees with the books', system: true },
  { from: 'open', action: 'recount', to: 'open', guard: 'the count was done again; what it found before is kept', system: true },
  { from: 'open', action: 'close', to: 'closed', guard: 'by somebody who did not count, with a cause and an explanation' },
]);

/** What one counting of a lot found. */
export interface CountedFigure {
  /** On hand by the books, in units, when it was entered. */
  expected: number;
  /** Units. */
  counted: number;
  /** User id. */
  countedBy: string;
  /** RFC 3339 instant. */
  countedAt: string;
}

export interface NewStockDiscrepancy {
  id: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
  lotId: string;
  countId: string;
}

/** A lot of a controlled drug of which a count found more or less than the books have. Somebody who did not count answers for it. */
export class StockDiscrepancy extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly medicationId: string;
  readonly lotId: string;
  readonly countId: string;
  readonly status: DiscrepancyStatus;
  /** One for each time that the lot was counted, the first of which disagreed; the latest stands last. */
  readonly figures: readonly CountedFigure[];
  readonly openedAt: Temporal.Instant;
  readonly cause?: DiscrepancyCause;
  readonly explanation?: string;
  readonly closedBy?: string;
  readonly closedAt?: Temporal.Instant;

  constructor(fields: NewStockDiscrepancy, figure: CountedFigure) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.locationId = fields.locationId;
    this.medicationId = fields.medicationId;
    this.lotId = fields.lotId;
    this.countId = fields.countId;
    this.status = 'open';
    this.figures = [figure];
    this.openedAt = Temporal.Instant.from(figure.countedAt);
    this.record({ type: discrepancyEvents.opened, aggregateId: fields.id, payload: payloadOf(fields) });
  }

  /** Notes what was found the next time; that it agrees with the books then explains nothing. @throws InvalidTransition */
  recount(figure: CountedFigure): void {
    const status = discrepancyMachine.next(this.status, 'recount');
    Object.assign(this, { status, figures: [...this.figures, figure] });
  }

  /** @throws InvalidTransition; RuleBroken `closer-is-counter` */
  close(cause: DiscrepancyCause, explanation: string, closedBy: string, closedAt: Temporal.Instant): void {
    const status = discrepancyMachine.next(this.status, 'close');
    if (this.figures.some(({ countedBy }) => countedBy === closedBy)) throw closerIsCounter();
    Object.assign(this, { status, cause, explanation, closedBy, closedAt });
  }
}

export function closerIsCounter(): RuleBroken {
  return new RuleBroken('closer-is-counter', 'Somebody who did not count it closes the discrepancy.');
}

function payloadOf({ id, facilityId, locationId, medicationId, lotId, countId }: NewStockDiscrepancy): Record<string, string> {
  return { discrepancyId: id, facilityId, locationId, medicationId, lotId, countId };
}
