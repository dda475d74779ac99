import type { Clock, UnitOfWork } from '#kernel';
import type { LotAction } from '../domain/lot-machine.js';
import type { Lot, LotAct } from '../domain/lot.js';
import type { Posting } from '../domain/stock-movement.js';
import type { Lots, StockLedger } from '../domain/stock-records.js';
import type { ReleaseReservations } from './release-reservations.js';
import type { FacilityDays } from './stock-ports.js';

export interface ChangeLotCommand {
  lotId: string;
  expectedVersion?: number;
  /** User id. */
  by: string;
}

/** Quarantines, releases, recalls, reinstates, damages and destroys lots, and has others witness it. */
export class ChangeLot {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lots: Lots,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly reservations: ReleaseReservations,
    private readonly clock: Clock,
  ) {}

  /** Done at once, or waiting for a witness. @throws NotFound, StaleVersion, InvalidTransition, InsufficientStock */
  act(action: LotAction, reason: string, command: ChangeLotCommand): Promise<Lot> {
    return this.change(command, async (lot) => {
      const act = lot.act(action, reason, command.by, await this.lots.anyControlled([lot.id]));
      if (!act && action === 'recall') for (const part of await this.lots.partsOf(lot)) part.waitAlong(lot);
      return act;
    });
  }

  /** Does what waited. @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `witness-is-actor`, InsufficientStock */
  witness(command: ChangeLotCommand): Promise<Lot> {
    return this.change(command, (lot) => lot.witness(command.by));
  }

  /** Takes back what waits; a recall for all of the batch. @throws NotFound, StaleVersion, InvalidTransition */
  withdraw(command: ChangeLotCommand): Promise<Lot> {
    return this.change(command, async (lot) => {
      const isRecall = lot.pendingAction === 'recall';
      lot.withdraw();
      if (isRecall) for (const part of await this.lots.partsOf(lot)) part.withdrawAlong();
      return undefined;
    });
  }

  private change(
    { lotId, expectedVersion }: ChangeLotCommand,
    work: (lot: Lot) => LotAct | Promise<LotAct | undefined>,
  ): Promise<Lot> {
    return this.unitOfWork.run(async () => {
      const lot = await this.lots.get(lotId);
      lot.expectVersion(expectedVersion);
      const act = await work(lot);
      const at = this.clock.now();
      await this.lots.save(act ? { ...act, at } : undefined);
      if (act) await this.followUp(lot, act, at);
      return lot;
    });
  }

  /** Nobody gets any more what was promised of a lot that is not available, and a recall is of all there is of a batch. */
  private async followUp(lot: Lot, act: LotAct, at: Temporal.Instant): Promise<void> {
    if (act.to !== 'available') await this.reservations.ofLot(lot.id, { kind: 'lot', id: lot.id });
    if (act.to === 'destroyed') await this.writeOff(lot, act, at);
    if (act.to !== 'recalled') return;
    for (const part of await this.lots.partsOf(lot)) {
      const also = part.recallAlong(act);
      if (!also) continue;
      await this.lots.save({ ...also, at });
      await this.reservations.ofLot(part.id, { kind: 'lot', id: lot.id });
    }
  }

  /** What is destroyed is nowhere any more. */
  private async writeOff({ id: lotId, facilityId }: Lot, { actor, witness, reason }: LotAct, at: Temporal.Instant): Promise<void> {
    const places = await this.lots.whereabouts(lotId);
    const reference = { kind: 'lot', id: lotId };
    const postings = places.map<Posting>(({ locationId, onHand }) => {
      return { locationId, lotId, quantity: -onHand, kind: 'destruction', reference };
    });
    if (postings.length === 0) return;
    await this.ledger.post(postings, { actor, witness, reason, at, today: await this.days.on(facilityId, at) });
  }
}
