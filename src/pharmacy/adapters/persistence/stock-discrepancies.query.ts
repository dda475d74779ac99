import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { CountedFigure, DiscrepancyCause, DiscrepancyStatus } from '../../domain/stock-discrepancy.js';
import type { Within } from './stock.query.js';

export interface DiscrepancyView {
  id: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
  lotId: string;
  lotNumber: string;
  countId: string;
  status: DiscrepancyStatus;
  figures: readonly CountedFigure[];
  openedAt: string;
  cause?: DiscrepancyCause;
  explanation?: string;
  closedBy?: string;
  closedAt?: string;
  version: number;
}

export interface DiscrepancyFilter {
  status?: string;
  locationId?: string;
  medicationId?: string;
}

type Closing = 'cause' | 'explanation' | 'closedBy' | 'closedAt';
type Row = Omit<DiscrepancyView, Closing> & { [Member in Closing]: NonNullable<DiscrepancyView[Member]> | null };

const SELECT = `select d.id, d.facility_id as "facilityId", d.location_id as "locationId", d.medication_id as "medicationId",
  d.lot_id as "lotId", l.number as "lotNumber", d.count_id as "countId", d.status, d.figures, d.opened_at as "openedAt", d.cause,
  d.explanation, d.closed_by as "closedBy", d.closed_at as "closedAt", d.version
  from pharmacy.stock_discrepancies d join pharmacy.lots l on l.id = d.lot_id`;

/** Discrepancies of controlled drugs for reading. */
export class StockDiscrepanciesQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, within: Within): Promise<DiscrepancyView> {
    const text = `${SELECT} where d.id = $1 and ($2::uuid[] is null or d.facility_id = any($2))`;
    const row = await this.sql.first<Row>(text, [id, within ?? null]);
    if (!row) throw new NotFound('stock discrepancy');
    return viewOf(row);
  }

  /** The latest first; one more than `limit` where there are more. */
  async page(
    { status, locationId, medicationId }: DiscrepancyFilter,
    within: Within,
    limit: number,
    before?: string,
  ): Promise<DiscrepancyView[]> {
    const rows = await this.sql.query<Row>(
      `${SELECT} where ($1::text is null or d.status = $1) and ($2::uuid is null or d.location_id = $2)
         and ($3::uuid is null or d.medication_id = $3) and ($4::uuid[] is null or d.facility_id = any($4))
         and ($5::uuid is null or d.id < $5) order by d.id desc limit $6`,
      [status ?? null, locationId ?? null, medicationId ?? null, within ?? null, before ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }
}

function viewOf({ cause, explanation, closedBy, closedAt, openedAt, ...row }: Row): DiscrepancyView {
  const view = { ...row, openedAt: instantText(openedAt) };
  if (cause === null || explanation === null || closedBy === null || closedAt === null) return view;
  return { ...view, cause, explanation, closedBy, closedAt: instantText(closedAt) };
}
