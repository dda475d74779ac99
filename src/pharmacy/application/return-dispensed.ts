import { type Clock, type Ids, NotFound, reachesFacility, type UnitOfWork } from '#kernel';
import { type BroughtBack, DispenseReturn, lotsBroughtBack } from '../domain/dispense-return.js';
import type { Dispense } from '../domain/dispense.js';
import type { DispenseReturns, Dispenses } from '../domain/dispenses.js';
import type { Dispenser } from './dispense-medicines.js';
import type { TakeBack } from './take-back.js';
import type { DispensePrescription } from './dispense-prescription.js';

export interface ReturnDispensedCommand {
  dispenseId: string;
  expectedVersion?: number | undefined;
  lines: readonly BroughtBack[];
  reason: string;
  dispenser: Dispenser;
}

export interface SettleReturnCommand {
  dispenseId: string;
  returnId: string;
  expectedVersion?: number | undefined;
  dispenser: Dispenser;
}

/** A dispense beside all that came back of it. */
export interface DispenseWithReturns {
  dispense: Dispense;
  returns: readonly DispenseReturn[];
}

/** Takes back what was given out; a controlled drug before a witness. */
export class ReturnDispensed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dispenses: Dispenses,
    private readonly returns: DispenseReturns,
    private readonly prescribed: DispensePrescription,
    private readonly takeBack: TakeBack,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `exceeds-dispensed` */
  execute(command: ReturnDispensedCommand): Promise<DispenseWithReturns> {
    const { dispenseId, reason, dispenser } = command;
    return this.settled(command, async (dispense) => {
      const at = this.clock.now();
      dispense.expect('return', at);
      const lines = lotsBroughtBack(dispense.lines, command.lines).map((line) => {
        if (!line) throw new NotFound('dispense line');
        return line;
      });
      const { controlled } = dispense;
      const made = { id: this.ids.next(), dispenseId, controlled, reason, lines, returnedTo: dispenser.userId, returnedAt: at };
      const returned = new DispenseReturn(made);
      await this.returns.claim(returned, 1);
      dispense.noteReturn(returned.lines, 1);
      if (returned.status === 'posted') await this.takeBack.execute(dispense, returned);
      const earlier = await this.returns.of(dispenseId);
      this.returns.add(returned);
      return [...earlier, returned];
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `witness-is-actor` */
  witness(command: SettleReturnCommand): Promise<DispenseWithReturns> {
    return this.settled(command, async (dispense) => {
      const returned = await this.returns.get(command.returnId, dispense.id);
      returned.witness(command.dispenser.userId);
      await this.takeBack.execute(dispense, returned);
      return this.returns.of(dispense.id);
    });
  }

  /** Takes back what waits for a witness. @throws NotFound, StaleVersion, InvalidTransition */
  cancel(command: SettleReturnCommand): Promise<DispenseWithReturns> {
    return this.settled(command, async (dispense) => {
      const returned = await this.returns.get(command.returnId, dispense.id);
      returned.cancel();
      await this.returns.claim(returned, -1);
      dispense.noteReturn(returned.lines, -1);
      return this.returns.of(dispense.id);
    });
  }

  private settled(
    { dispenseId, expectedVersion, dispenser }: Omit<SettleReturnCommand, 'returnId'>,
    work: (dispense: Dispense) => Promise<DispenseReturn[]>,
  ): Promise<DispenseWithReturns> {
    return this.unitOfWork.run(async () => {
      const dispense = await this.dispenses.get(dispenseId);
      if (!reachesFacility(dispenser.scope, dispense.facilityId)) throw new NotFound('dispense');
      await this.prescribed.expectOpen(dispense.patientId, dispenser.scope);
      dispense.expectVersion(expectedVersion);
      const returns = await work(dispense);
      dispense.touch();
      await this.dispenses.save();
      return { dispense, returns };
    });
  }
}
