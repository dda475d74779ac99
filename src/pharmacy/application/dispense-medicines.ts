import { type Clock, type Ids, NotFound, reachesFacility, type RowScope, type UnitOfWork } from '#kernel';
import { Dispense } from '../domain/dispense.js';
import type { Dispenses } from '../domain/dispenses.js';
import { MayNotOverride, type ShownFinding } from '../domain/prescription-errors.js';
import type { StockLocations } from '../domain/stock-records.js';
import type { AllocateStock } from './allocate-stock.js';
import type { DispensableLine, DispensePrescription } from './dispense-prescription.js';
import type { HandOver } from './hand-over.js';
import type { Override } from './write-prescription.js';

/** Who dispenses, and what they may. */
export interface Dispenser {
  userId: string;
  /** Where the caller may dispense, and to whom. */
  scope: RowScope;
  mayOverride: boolean;
}

export interface DispenseMedicinesCommand {
  prescriptionId: string;
  locationId: string;
  lines: readonly { prescriptionLineId: string; quantity: number }[];
  /** Holds stock for it, and gives nothing out yet. */
  reserveOnly?: boolean | undefined;
  overrides?: readonly Override[] | undefined;
  dispenser: Dispenser;
}

/** A dispense beside what the safety gate says of it. */
export interface CheckedDispense {
  dispense: Dispense;
  /** Nothing where it was not asked. */
  alerts?: ShownFinding[];
}

/** Gives medicines out for a prescription, or holds stock for it: all lines or none, through the safety gate. */
export class DispenseMedicines {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly dispenses: Dispenses,
    private readonly prescribed: DispensePrescription,
    private readonly allocation: AllocateStock,
    private readonly handOver: HandOver,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound, MayNotOverride, SafetyCheckFailed, NotEnoughUsable, InvalidTransition where a line is not active,
   * RuleBroken `exceeds-prescription`, `line-repeated`
   */
  execute(command: DispenseMedicinesCommand): Promise<CheckedDispense> {
    const { prescriptionId, dispenser, overrides = [], reserveOnly = false } = command;
    return this.unitOfWork.run(async () => {
      const facilityId = await this.facilityOf(command);
      const prescription = await this.prescribed.open(prescriptionId, dispenser.scope);
      const chosen = await this.prescribed.lines(prescription, command.lines.map(({ prescriptionLineId }) => prescriptionLineId));
      const dispense = this.drafted(command, { facilityId, patientId: prescription.patientId }, chosen);
      chosen.forEach(({ line }, at) => line.expectDispensable(dispense.lines[at]!.quantity));
      const alerts = await this.prescribed.check({ prescription, lines: chosen, point: 'dispense', by: dispenser.userId, overrides });
      const at = this.clock.now();
      const { draws, until, today } = await this.allocation.execute(dispense);
      dispense.reserve(draws, until);
      if (!reserveOnly) dispense.complete(dispenser.userId, at, draws);
      this.dispenses.add(dispense);
      this.handOver.execute(dispense, prescription, today);
      return { dispense, alerts };
    });
  }

  private async facilityOf({ locationId, dispenser, overrides = [] }: DispenseMedicinesCommand): Promise<string> {
    if (overrides.length > 0 && !dispenser.mayOverride) throw new MayNotOverride();
    const { facilityId } = await this.locations.get(locationId);
    if (!reachesFacility(dispenser.scope, facilityId)) throw new NotFound('stock location');
    return facilityId;
  }

  private drafted(
    { prescriptionId, locationId, dispenser, lines }: DispenseMedicinesCommand,
    place: { facilityId: string; patientId: string },
    chosen: readonly DispensableLine[],
  ): Dispense {
    return new Dispense({
      ...{ id: this.ids.next(), locationId, prescriptionId, ...place },
      controlled: chosen.some(({ medication }) => medication.controlled),
      requestedBy: dispenser.userId,
      requestedAt: this.clock.now(),
      lines: lines.map(({ prescriptionLineId, quantity }, at) => {
        const { id: medicationId, unit } = chosen[at]!.medication;
        return { id: this.ids.next(), prescriptionLineId, medicationId, unit, quantity, draws: [] };
      }),
    });
  }
}
