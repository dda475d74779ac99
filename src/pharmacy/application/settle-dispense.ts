import { type Clock, NotFound, reachesFacility, type UnitOfWork } from '#kernel';
import type { Dispense } from '../domain/dispense.js';
import type { DispensableStock, Dispenses } from '../domain/dispenses.js';
import { MayNotOverride, type ShownFinding } from '../domain/prescription-errors.js';
import type { Prescription } from '../domain/prescription.js';
import type { AllocateStock } from './allocate-stock.js';
import type { CheckedDispense, Dispenser } from './dispense-medicines.js';
import type { DispensePrescription } from './dispense-prescription.js';
import type { HandOver } from './hand-over.js';
import type { Override } from './write-prescription.js';

export interface SettleDispenseCommand {
  dispenseId: string;
  expectedVersion?: number | undefined;
  dispenser: Dispenser;
  overrides?: readonly Override[] | undefined;
}

export interface EndDispenseCommand extends SettleDispenseCommand {
  action: 'cancel' | 'decline';
  /** One of the action's reasons. */
  reasonCode: string;
  reason?: string | undefined;
}

/** Takes a dispense for which stock is held to its end. */
export class SettleDispense {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dispenses: Dispenses,
    private readonly stock: DispensableStock,
    private readonly prescribed: DispensePrescription,
    private readonly allocation: AllocateStock,
    private readonly handOver: HandOver,
    private readonly clock: Clock,
  ) {}

  /** Holds stock again for one that lost it. @throws NotFound, StaleVersion, InvalidTransition, NotEnoughUsable */
  reserve(command: SettleDispenseCommand): Promise<CheckedDispense> {
    return this.settle(command, async (dispense, at) => {
      dispense.expect('reserve', at);
      const { alerts, prescription } = await this.checked(dispense, 'dispense', command);
      const { draws, until, today } = await this.allocation.execute(dispense);
      dispense.reserve(draws, until);
      this.handOver.execute(dispense, prescription, today);
      return alerts;
    });
  }

  /** A pharmacist looks at it. @throws NotFound, StaleVersion, InvalidTransition, SafetyCheckFailed, MayNotOverride */
  verify(command: SettleDispenseCommand): Promise<CheckedDispense> {
    return this.settle(command, async (dispense, at) => {
      dispense.expect('verify', at);
      const { alerts } = await this.checked(dispense, 'verify', command);
      dispense.verify(command.dispenser.userId, at);
      return alerts;
    });
  }

  /**
   * Gives out what is held; what became unusable meanwhile is replaced. A controlled drug waits for a witness.
   * @throws NotFound, StaleVersion, InvalidTransition, SafetyCheckFailed, MayNotOverride, NotEnoughUsable
   */
  complete(command: SettleDispenseCommand): Promise<CheckedDispense> {
    return this.settle(command, async (dispense, at) => {
      dispense.expect('complete', at);
      const { alerts, prescription } = await this.checked(dispense, 'dispense', command);
      const { draws, today } = await this.allocation.execute(dispense);
      dispense.complete(command.dispenser.userId, at, draws);
      this.handOver.execute(dispense, prescription, today);
      return alerts;
    });
  }

  /** Somebody else sees a controlled drug given out. @throws as `complete`, and RuleBroken `witness-is-actor` */
  witness(command: SettleDispenseCommand): Promise<CheckedDispense> {
    return this.settle(command, async (dispense, at) => {
      const { userId } = command.dispenser;
      dispense.expectWitness(userId, at);
      const { alerts, prescription } = await this.checked(dispense, 'dispense', command);
      const { draws, today } = await this.allocation.execute(dispense);
      dispense.witness(userId, at, draws);
      this.handOver.execute(dispense, prescription, today);
      return alerts;
    });
  }

  /** Gives it up; what was held is free again. @throws NotFound, StaleVersion, InvalidTransition */
  end(command: EndDispenseCommand): Promise<CheckedDispense> {
    return this.settle(command, async (dispense) => {
      dispense.end(command.action, command.reasonCode, command.reason);
      await this.stock.release([dispense.id]);
      return undefined;
    });
  }

  private settle(
    { dispenseId, expectedVersion, dispenser, overrides = [] }: SettleDispenseCommand,
    work: (dispense: Dispense, at: Temporal.Instant) => Promise<ShownFinding[] | undefined>,
  ): Promise<CheckedDispense> {
    return this.unitOfWork.run(async () => {
      if (overrides.length > 0 && !dispenser.mayOverride) throw new MayNotOverride();
      const dispense = await this.dispenses.get(dispenseId);
      if (!reachesFacility(dispenser.scope, dispense.facilityId)) throw new NotFound('dispense');
      await this.prescribed.expectOpen(dispense.patientId, dispenser.scope);
      dispense.expectVersion(expectedVersion);
      const alerts = await work(dispense, this.clock.now());
      await this.dispenses.save();
      return { dispense, ...(alerts ? { alerts } : {}) };
    });
  }

  private async checked(
    { prescriptionId, lines }: Dispense,
    point: 'verify' | 'dispense',
    { dispenser, overrides }: SettleDispenseCommand,
  ): Promise<{ alerts: ShownFinding[]; prescription: Prescription }> {
    const prescription = await this.prescribed.open(prescriptionId);
    const chosen = await this.prescribed.lines(prescription, lines.map(({ prescriptionLineId }) => prescriptionLineId));
    chosen.forEach(({ line }, at) => line.expectDispensable(lines[at]!.quantity));
    const alerts = await this.prescribed.check({ prescription, lines: chosen, point, by: dispenser.userId, overrides });
    return { alerts, prescription };
  }
}
