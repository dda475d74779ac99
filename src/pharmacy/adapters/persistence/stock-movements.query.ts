import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { StockFilter, Within } from './stock.query.js';

/** An entry of the ledger. */
export interface MovementView {
  id: string;
  at: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
  lotId: string;
  lotNumber: string;
  quantity: number;
  kind: string;
  reference: { kind: string; id: string };
  actor: string;
  witness?: string;
  reason?: string;
  /** Counts the entries of the medication at the location, from 1. */
  entry: number;
  /** All stock of the medication at the location after this entry. */
  balance: number;
}

type Row = Omit<MovementView, 'reference' | 'witness' | 'reason'> & {
  referenceKind: string;
  referenceId: string;
  witness: string | null;
  reason: string | null;
};

const COLUMNS = `v.id, v.at, v.facility_id as "facilityId", v.location_id as "locationId", v.medication_id as "medicationId",
  v.lot_id as "lotId", l.number as "lotNumber", v.quantity, v.kind, v.reference_kind as "referenceKind",
  v.reference_id as "referenceId", v.actor, v.witness, v.reason, v.entry, v.balance`;

/** The ledger for reading. */
export class StockMovementsQuery {
  constructor(private readonly sql: Sql) {}

  /** Latest first; one more than `limit` where there are more. */
  async page(
    { locationId, medicationId, lotId }: StockFilter & { lotId?: string },
    within: Within,
    limit: number,
    after?: string[],
  ): Promise<MovementView[]> {
    const rows = await this.sql.query<Row>(
      `select ${COLUMNS} from pharmacy.stock_movements v join pharmacy.lots l on l.id = v.lot_id
       where ($1::uuid is null or v.location_id = $1) and ($2::uuid is null or v.medication_id = $2)
         and ($3::uuid is null or v.lot_id = $3) and ($4::uuid[] is null or v.facility_id = any($4))
         and ($5::timestamptz is null or (v.at, v.id) < ($5, $6::uuid))
       order by v.at desc, v.id desc limit $7`,
      [locationId ?? null, medicationId ?? null, lotId ?? null, within ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }

  /**
   * The register of a controlled drug at a location: every entry with the balance after it, the latest first; one more
   * than `limit` where there are more.
   * @throws NotFound where it is no controlled drug, or the location is not visible
   */
  async register(medicationId: string, locationId: string, within: Within, limit: number, before?: number): Promise<MovementView[]> {
    const [place] = await this.sql.query(
      `select from pharmacy.medications m cross join pharmacy.stock_locations s
       where m.id = $1 and m.controlled and s.id = $2 and ($3::uuid[] is null or s.facility_id = any($3))`,
      [medicationId, locationId, within ?? null],
    );
    if (!place) throw new NotFound('register');
    const rows = await this.sql.query<Row>(
      `select ${COLUMNS} from pharmacy.stock_movements v join pharmacy.lots l on l.id = v.lot_id
       where v.medication_id = $1 and v.location_id = $2 and ($3::integer is null or v.entry < $3) order by v.entry desc limit $4`,
      [medicationId, locationId, before ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }
}

function viewOf({ referenceKind, referenceId, witness, reason, at, ...row }: Row): MovementView {
  return {
    ...row,
    at: instantText(at),
    reference: { kind: referenceKind, id: referenceId },
    ...(witness === null ? {} : { witness }),
    ...(reason === null ? {} : { reason }),
  };
}
