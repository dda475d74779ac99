import type { Clock, Ids, UnitOfWork } from '#kernel';
import { NotFound } from '#kernel';
import type { Lots, StockLedger, StockLocations, StockTransfers } from '../domain/stock-records.js';
import type { PostedBy, Posting } from '../domain/stock-movement.js';
import { type LotQuantity, StockTransfer } from '../domain/stock-transfer.js';
import type { FacilityDays } from './stock-ports.js';

export interface TransferStockCommand {
  fromLocationId: string;
  toLocationId: string;
  reason: string;
  lines: readonly LotQuantity[];
  /** User id. */
  by: string;
}

export interface SettleTransferCommand {
  transferId: string;
  expectedVersion?: number;
  by: string;
}

/** Sends stock to another location of the facility and takes it in there. */
export class TransferStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly lots: Lots,
    private readonly transfers: StockTransfers,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for locations and lots that are not of one facility; RuleBroken `invalid-transfer`; InsufficientStock */
  dispatch({ by, ...command }: TransferStockCommand): Promise<StockTransfer> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.locations.get(command.fromLocationId);
      const destination = await this.locations.get(command.toLocationId);
      if (destination.facilityId !== facilityId) throw new NotFound('stock location');
      const lotIds = [...new Set(command.lines.map(({ lotId }) => lotId))];
      await this.lots.ofFacility(facilityId, lotIds);
      const made = { ...command, id: this.ids.next(), facilityId, requestedBy: by, requestedAt: this.clock.now() };
      const transfer = new StockTransfer(made, await this.lots.anyControlled(lotIds));
      this.transfers.add(transfer);
      await this.post(transfer, transfer.departure(), { actor: by, reason: transfer.reason });
      return transfer;
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `witness-is-actor`, InsufficientStock */
  witness(command: SettleTransferCommand): Promise<void> {
    return this.settle(command, (transfer) => {
      transfer.witness(command.by);
      const { requestedBy: actor, witnessedBy: witness, reason } = transfer;
      return { postings: transfer.departure(), by: { actor, witness, reason } };
    });
  }

  /**
   * @param arrived what differs from what was sent; the rest arrived as sent
   * @throws NotFound, StaleVersion, InvalidTransition; RuleBroken `witness-is-actor`, `invalid-transfer`, `variance-needs-reason`
   */
  receive(command: SettleTransferCommand, arrived: readonly LotQuantity[], varianceReason?: string): Promise<void> {
    return this.settle(command, (transfer) => {
      const postings = transfer.receive(arrived, command.by, varianceReason);
      const witness = transfer.witnessedBy === undefined ? undefined : transfer.requestedBy;
      return { postings, by: { actor: command.by, witness, reason: varianceReason ?? transfer.reason } };
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition */
  cancel(command: SettleTransferCommand, reason: string): Promise<void> {
    return this.settle(command, (transfer) => {
      return { postings: transfer.cancel(), by: { actor: command.by, reason } };
    });
  }

  private settle(
    { transferId, expectedVersion }: SettleTransferCommand,
    work: (transfer: StockTransfer) => { postings: Posting[]; by: Omit<PostedBy, 'at' | 'today'> },
  ): Promise<void> {
    return this.unitOfWork.run(async () => {
      const transfer = await this.transfers.get(transferId);
      transfer.expectVersion(expectedVersion);
      const { postings, by } = work(transfer);
      await this.transfers.save();
      await this.post(transfer, postings, by);
    });
  }

  private async post({ facilityId }: StockTransfer, postings: Posting[], by: Omit<PostedBy, 'at' | 'today'>): Promise<void> {
    if (postings.length === 0) return;
    const at = this.clock.now();
    await this.ledger.post(postings, { ...by, at, today: await this.days.on(facilityId, at) });
  }
}
