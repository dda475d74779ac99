import type { Clock, Ids, UnitOfWork } from '#kernel';
import type { Lot } from '../domain/lot.js';
import { LotMismatch } from '../domain/stock-errors.js';
import { type DeliveredLine, StockReceipt } from '../domain/stock-receipt.js';
import type { Lots, StockLedger, StockLocations, StockReceipts } from '../domain/stock-records.js';
import type { FacilityDays } from './stock-ports.js';

export interface ReceiveStockCommand {
  locationId: string;
  supplier?: string;
  lines: readonly DeliveredLine[];
  /** User id. */
  by: string;
}

/** Puts a delivery into stock: lots that are known grow, others are made. */
export class ReceiveStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly lots: Lots,
    private readonly receipts: StockReceipts,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an unknown location or medication; LotMismatch */
  execute({ locationId, supplier, lines, by }: ReceiveStockCommand): Promise<StockReceipt> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.locations.get(locationId);
      const at = this.clock.now();
      const today = await this.days.on(facilityId, at);
      const lots = await this.lots.known(lines.map(({ lotNumber: number, ...line }) => ({ ...line, facilityId, number })));
      const delivered = lines.map((line, index) => ({ line, lot: matching(line, lots[index]!, index) }));
      const placed = { id: this.ids.next(), facilityId, locationId };
      const receipt = new StockReceipt({ ...placed, supplier, delivered, receivedBy: by, receivedAt: at });
      this.receipts.add(receipt);
      await this.ledger.post(receipt.postings(), { actor: by, at, today });
      return receipt;
    });
  }
}

function matching({ expiresOn }: DeliveredLine, lot: Lot, line: number): Lot {
  if (!lot.expiresOn.equals(expiresOn)) throw new LotMismatch(line, lot.expiresOn);
  return lot;
}
