import type { Clock } from '#kernel';
import { allocate, type Draw } from '../domain/allocation.js';
import { NotEnoughUsable } from '../domain/dispense-errors.js';
import type { DispenseLine } from '../domain/dispense-line.js';
import type { Dispense } from '../domain/dispense.js';
import type { DispensableStock } from '../domain/dispenses.js';
import type { ReservationRules } from './stock-ports.js';

/** What a dispense takes, as things stood when it was found. */
export interface Allocation {
  /** For each line. */
  draws: Draw[][];
  /** The day of the facility. */
  today: Temporal.PlainDate;
  /** Until when stock is held that is promised now. */
  until: Temporal.Instant;
}

/** Finds lots for a dispense and holds them until the unit of work ends. */
export class AllocateStock {
  constructor(
    private readonly stock: DispensableStock,
    private readonly rules: ReservationRules,
    private readonly clock: Clock,
  ) {}

  /**
   * What was promised to the dispense stays with it as far as it is usable; the promise itself ends here.
   * @throws NotEnoughUsable
   */
  async execute(dispense: Dispense): Promise<Allocation> {
    const { facilityId, locationId, lines } = dispense;
    const { today, until } = await this.rules.from(facilityId, this.clock.now());
    const lots = await this.stock.usable({ locationId, today }, [...new Set(lines.map(({ medicationId }) => medicationId))]);
    const own = new Map<string, number>();
    for (const { lotId, quantity } of dispense.isHolding ? await this.stock.release([dispense.id]) : []) {
      own.set(lotId, (own.get(lotId) ?? 0) + quantity);
    }
    const free = lots.map((lot) => ({ ...lot, free: lot.free + (own.get(lot.lotId) ?? 0) }));
    const { draws, missing } = allocate(lines.map(wantedBy), free);
    if (missing.length === 0) return { draws, today, until };
    const shortages = missing.map(({ line, usable }) => {
      const { prescriptionLineId, medicationId, quantity: requested } = lines[line]!;
      return { line, prescriptionLineId, medicationId, requested, usable };
    });
    throw new NotEnoughUsable({ facilityId, locationId }, shortages);
  }
}

function wantedBy({ medicationId, quantity, draws }: DispenseLine): Parameters<typeof allocate>[0][number] {
  return { medicationId, quantity, promised: new Map(draws.map((draw) => [draw.lotId, draw.quantity])) };
}
