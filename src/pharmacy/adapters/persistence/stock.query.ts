import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { LotStatus } from '../../domain/lot-machine.js';
import type { ReceiptLine } from '../../domain/stock-receipt.js';

/** Ids of facilities; undefined for all. */
export type Within = readonly string[] | undefined;

export interface LocationView {
  id: string;
  facilityId: string;
  name: string;
  version: number;
}

export interface ReceiptView {
  id: string;
  facilityId: string;
  locationId: string;
  supplier?: string;
  lines: readonly ReceiptLine[];
  receivedBy: string;
  receivedAt: string;
  version: number;
}

/** What a location has of one lot. */
export interface LotStockView {
  lotId: string;
  lotNumber: string;
  part: number;
  expiresOn: string;
  status: LotStatus;
  onHand: number;
  reserved: number;
  usable: number;
}

/** What a location has of a medication, in whole units. */
export interface StockView {
  medicationId: string;
  locationId: string;
  facilityId: string;
  onHand: number;
  reserved: number;
  usable: number;
  expired: number;
  lots: LotStockView[];
}

export interface StockFilter {
  locationId?: string;
  medicationId?: string;
}

const LOCATION = 'select id, facility_id as "facilityId", name, version from pharmacy.stock_locations';

/** Stock for reading. */
export class StockQuery {
  constructor(private readonly sql: Sql) {}

  /** By name; one more than `limit` where there are more. */
  locations(facilityId: string | undefined, within: Within, limit: number, after: string[] | undefined): Promise<LocationView[]> {
    return this.sql.query(
      `${LOCATION} where ($1::uuid is null or facility_id = $1) and ($2::uuid[] is null or facility_id = any($2))
       and ($3::text is null or (name, id) > ($3, $4::uuid)) order by name, id limit $5`,
      [facilityId ?? null, within ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** @throws NotFound where there is none, or it is not visible */
  async location(id: string, within: Within): Promise<LocationView> {
    const text = `${LOCATION} where id = $1 and ($2::uuid[] is null or facility_id = any($2))`;
    const row = await this.sql.lookup<LocationView>(text, [id, within ?? null]);
    if (!row) throw new NotFound('stock location');
    return row;
  }

  /** @throws NotFound where there is none, or it is not visible */
  async receipt(id: string, within: Within): Promise<ReceiptView> {
    const row = await this.sql.first<ReceiptView & { supplier: string | null }>(
      `select id, facility_id as "facilityId", location_id as "locationId", supplier, lines, received_by as "receivedBy",
         received_at as "receivedAt", version
       from pharmacy.stock_receipts where id = $1 and ($2::uuid[] is null or facility_id = any($2))`,
      [id, within ?? null],
    );
    if (!row) throw new NotFound('stock receipt');
    const { supplier, receivedAt, ...rest } = row;
    return { ...rest, ...(supplier === null ? {} : { supplier }), receivedAt: instantText(receivedAt) };
  }

  /**
   * By location and medication; one more than `limit` where there are more. Lots that ran out are left out of `lots`.
   * @param days the day of each facility, by its id
   */
  stock(
    { locationId, medicationId }: StockFilter,
    within: Within,
    days: ReadonlyMap<string, Temporal.PlainDate>,
    limit: number,
    after: string[] | undefined,
  ): Promise<StockView[]> {
    return this.sql.query(
      `with day as (select * from unnest($1::uuid[], $2::date[]) as d (facility_id, today)),
       chosen as (
         select distinct b.location_id, l.medication_id from pharmacy.stock_balances b join pharmacy.lots l on l.id = b.lot_id
         where ($3::uuid is null or b.location_id = $3) and ($4::uuid is null or l.medication_id = $4)
           and ($5::uuid[] is null or b.facility_id = any($5))
           and ($6::uuid is null or (b.location_id, l.medication_id) > ($6, $7::uuid))
         order by 1, 2 limit $8)
       select c.medication_id as "medicationId", c.location_id as "locationId", min(b.facility_id::text) as "facilityId",
         sum(b.on_hand)::integer as "onHand", sum(b.reserved)::integer as reserved,
         sum(pharmacy.usable_quantity(l, b.on_hand, b.reserved, day.today))::integer as usable,
         coalesce(sum(b.on_hand) filter (where l.status = 'expired' or l.expires_on < day.today), 0)::integer as expired,
         coalesce(json_agg(json_build_object('lotId', l.id, 'lotNumber', l.number, 'part', l.part, 'expiresOn', l.expires_on,
           'status', l.status, 'onHand', b.on_hand, 'reserved', b.reserved,
           'usable', pharmacy.usable_quantity(l, b.on_hand, b.reserved, day.today))
           order by l.expires_on, l.number, l.part) filter (where b.on_hand > 0), '[]') as lots
       from chosen c join pharmacy.lots l on l.medication_id = c.medication_id
       join pharmacy.stock_balances b on b.lot_id = l.id and b.location_id = c.location_id
       join day on day.facility_id = b.facility_id
       group by c.location_id, c.medication_id order by c.location_id, c.medication_id`,
      [
        [...days.keys()],
        [...days.values()].map(String),
        locationId ?? null,
        medicationId ?? null,
        within ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
  }
}
