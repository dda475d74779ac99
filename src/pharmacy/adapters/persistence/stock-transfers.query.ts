import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { CountLine, CountStatus } from '../../domain/stock-count.js';
import type { TransferLine, TransferStatus } from '../../domain/stock-transfer.js';
import { releasedDispenses } from './released-dispenses.sql.js';
import type { Within } from './stock.query.js';

export interface TransferView {
  id: string;
  facilityId: string;
  fromLocationId: string;
  toLocationId: string;
  status: TransferStatus;
  reason: string;
  lines: readonly TransferLine[];
  requestedBy: string;
  requestedAt: string;
  witnessedBy?: string;
  receivedBy?: string;
  varianceReason?: string;
  version: number;
}

export interface CountView {
  id: string;
  facilityId: string;
  locationId: string;
  status: CountStatus;
  reason: string;
  lines: readonly CountLine[];
  openedBy: string;
  openedAt: string;
  countedBy?: string;
  approvedBy?: string;
  /** Ids of dispenses for which stock was held that is not there. */
  releasedDispenses: string[];
  version: number;
}

const TRANSFER = `select id, facility_id as "facilityId", from_location_id as "fromLocationId", to_location_id as "toLocationId", status,
  reason, lines, requested_by as "requestedBy", requested_at as "requestedAt", witnessed_by as "witnessedBy",
  received_by as "receivedBy", variance_reason as "varianceReason", version from pharmacy.stock_transfers`;

const COUNT = `select id, facility_id as "facilityId", location_id as "locationId", status, reason, lines, opened_by as "openedBy",
  opened_at as "openedAt", counted_by as "countedBy", approved_by as "approvedBy", version,
  ${releasedDispenses('stock_counts.id')} from pharmacy.stock_counts`;

const ONE = 'where id = $1 and ($2::uuid[] is null or facility_id = any($2))';

/** Transfers and counts for reading. */
export class StockTransfersQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound where there is none, or it is not visible */
  async transfer(id: string, within: Within): Promise<TransferView> {
    const row = await this.sql.first<TransferView>(`${TRANSFER} ${ONE}`, [id, within ?? null]);
    if (!row) throw new NotFound('stock transfer');
    return transferOf(row);
  }

  /** Latest first, from or to the location; one more than `limit` where there are more. */
  async transfers(
    filter: { locationId?: string; status?: string },
    within: Within,
    limit: number,
    after?: string,
  ): Promise<TransferView[]> {
    const rows = await this.sql.query<TransferView>(
      `${TRANSFER} where ($1::uuid is null or from_location_id = $1 or to_location_id = $1) and ($2::text is null or status = $2)
         and ($3::uuid[] is null or facility_id = any($3)) and ($4::uuid is null or id < $4) order by id desc limit $5`,
      [filter.locationId ?? null, filter.status ?? null, within ?? null, after ?? null, limit + 1],
    );
    return rows.map(transferOf);
  }

  /** @throws NotFound where there is none, or it is not visible */
  async count(id: string, within: Within): Promise<CountView> {
    const row = await this.sql.first<CountView>(`${COUNT} ${ONE}`, [id, within ?? null]);
    if (!row) throw new NotFound('stock count');
    return { ...present(row), openedAt: instantText(row.openedAt) };
  }
}

function transferOf(row: TransferView): TransferView {
  return { ...present(row), requestedAt: instantText(row.requestedAt) };
}

/** Without what is null: absent in the database is absent in the answer. */
function present<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}
