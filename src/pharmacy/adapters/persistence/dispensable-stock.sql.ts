import type { Ids } from '#kernel';
import type { Entities, Sql } from '#persistence';
import type { UsableLot } from '../../domain/allocation.js';
import type { Dispense } from '../../domain/dispense.js';
import { DispensableStock, type DispensingPlace, type HeldStock } from '../../domain/dispenses.js';

type UsableRow = Omit<UsableLot, 'unitCost'> & { unitCost: UsableLot['unitCost'] | null };

/** The sort between the two locks has all lots locked before the first balance. */
const USABLE = `
  with usable as materialized (
    select l.id, l.medication_id, l.number, l.part, l.expires_on from pharmacy.lots l
    where l.medication_id = any($2::uuid[]) and pharmacy.is_usable(l, $3::date)
      and exists (select from pharmacy.stock_balances here where here.lot_id = l.id and here.location_id = $1 and here.on_hand > 0)
    order by l.id for share of l),
  held as materialized (
    select b.lot_id, b.on_hand - b.reserved as free from pharmacy.stock_balances b
    where b.location_id = $1 and b.lot_id in (select id from usable)
    order by b.location_id, b.lot_id for no key update of b)
  select u.id as "lotId", u.medication_id as "medicationId", u.number as "lotNumber", u.part, u.expires_on as "expiresOn", h.free,
    (select c.unit_cost from pharmacy.lot_costs c where c.lot_id = u.id order by c.received_at desc, c.receipt_id desc limit 1) as "unitCost"
  from held h join usable u on u.id = h.lot_id`;

const HELD = `dispense_id as "dispenseId", location_id as "locationId", lot_id as "lotId", quantity`;

export class SqlDispensableStock extends DispensableStock {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async usable({ locationId, today }: DispensingPlace, medicationIds: readonly string[]): Promise<UsableLot[]> {
    const rows = await this.sql.lock<UsableRow>(USABLE, [locationId, medicationIds, today.toString()]);
    return rows.map(({ unitCost, ...row }) => ({ ...row, ...(unitCost ? { unitCost } : {}) }));
  }

  override reserve({ id, locationId, lines }: Dispense, at: Temporal.Instant): void {
    const rows = lines.flatMap((line) => line.draws.map(({ lotId, quantity }) => ({ dispense_line_id: line.id, lot_id: lotId, quantity })));
    for (const held of rows.toSorted((a, b) => (a.lot_id < b.lot_id ? -1 : 1))) {
      const row = { id: this.ids.next(), dispense_id: id, location_id: locationId, ...held, at: at.toString() };
      this.entities.insert({ table: 'pharmacy.stock_reservations', row });
    }
  }

  override release(dispenseIds: readonly string[]): Promise<HeldStock[]> {
    return this.sql.lock<HeldStock>(`delete from pharmacy.stock_reservations where dispense_id = any($1::uuid[]) returning ${HELD}`, [
      dispenseIds,
    ]);
  }

  override promised(lotId: string, locationId?: string): Promise<HeldStock[]> {
    return this.sql.query<HeldStock>(
      `select ${HELD} from pharmacy.stock_reservations where lot_id = $1 and ($2::uuid is null or location_id = $2)
       order by at desc, id desc`,
      [lotId, locationId ?? null],
    );
  }

  override async noteRelease(released: readonly HeldStock[], cause: { kind: string; id: string }, at: Temporal.Instant): Promise<void> {
    await this.sql.execute(
      `insert into pharmacy.stock_reservation_releases (id, dispense_id, location_id, lot_id, quantity, cause_kind, cause_id, at)
       select *, $6, $7::uuid, $8::timestamptz from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[])`,
      [
        released.map(() => this.ids.next()),
        released.map(({ dispenseId }) => dispenseId),
        released.map(({ locationId }) => locationId),
        released.map(({ lotId }) => lotId),
        released.map(({ quantity }) => quantity),
        cause.kind,
        cause.id,
        at.toString(),
      ],
    );
  }
}
