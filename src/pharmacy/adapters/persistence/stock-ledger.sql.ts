import type { Ids } from '#kernel';
import { type Entities, explainConstraint, type Sql } from '#persistence';
import { type Balance, shortagesOf } from '../../domain/shortages.js';
import { InsufficientStock, type Shortage } from '../../domain/stock-errors.js';
import type { HeldPosting, PostedBy, Posting } from '../../domain/stock-movement.js';
import { StockLedger } from '../../domain/stock-records.js';
import type { ReleaseReservations } from '../../application/release-reservations.js';

explainConstraint('stock_balances_never_short', () => new InsufficientStock());

/** They say what is gone in fact, whoever it was promised to. */
const OF_FACTS: ReadonlySet<string> = new Set(['count', 'adjustment', 'destruction']);

export class SqlStockLedger extends StockLedger {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly ids: Ids,
    private readonly reservations: ReleaseReservations,
  ) {
    super();
  }

  override async post(postings: readonly Posting[], by: PostedBy): Promise<void> {
    const sorted = postings.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    await this.makeRoom(postings, shortagesOf(postings, await this.hold(sorted)), sorted);
    await this.sql.lock(
      `insert into pharmacy.stock_movements (id, at, facility_id, location_id, lot_id, medication_id, quantity, kind,
         reference_kind, reference_id, actor, witness, reason, local_date)
       select p.id, $8, l.facility_id, p.location_id, p.lot_id, l.medication_id, p.quantity, p.kind,
         p.reference_kind, p.reference_id, $9, $10, $11, $12
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::uuid[])
         with ordinality as p (id, location_id, lot_id, quantity, kind, reference_kind, reference_id, n)
       join pharmacy.lots l on l.id = p.lot_id order by p.location_id, l.medication_id, p.n`,
      [
        sorted.map(() => this.ids.next()),
        sorted.map(({ locationId }) => locationId),
        sorted.map(({ lotId }) => lotId),
        sorted.map(({ quantity }) => quantity),
        sorted.map(({ kind }) => kind),
        sorted.map(({ reference }) => reference.kind),
        sorted.map(({ reference }) => reference.id),
        by.at.toString(),
        by.actor,
        by.witness ?? null,
        by.reason ?? null,
        by.today.toString(),
      ],
    );
  }

  override postHeld(postings: readonly HeldPosting[], { at, actor, witness, reason, today }: PostedBy): void {
    for (const posting of postings.toSorted((a, b) => (cardOf(a) < cardOf(b) ? -1 : 1))) {
      const { facilityId, locationId, lotId, medicationId, quantity, kind, reference } = posting;
      const row = {
        ...{ id: this.ids.next(), at: at.toString(), facility_id: facilityId, location_id: locationId, lot_id: lotId },
        ...{ medication_id: medicationId, quantity, kind, reference_kind: reference.kind, reference_id: reference.id },
        ...{ actor, witness, reason, local_date: today.toString() },
      };
      this.entities.insert({ table: 'pharmacy.stock_movements', row });
    }
  }

  /** @throws InsufficientStock where what is not promised to anybody does not suffice, even with what can be taken back */
  private async makeRoom(postings: readonly Posting[], shortages: readonly Shortage[], sorted: readonly Posting[]): Promise<void> {
    if (shortages.length === 0) return;
    if (!shortages.every(({ line }) => OF_FACTS.has(postings[line]!.kind))) throw new InsufficientStock(shortages);
    for (const { line, requested, available } of shortages) {
      const { reference } = postings[line]!;
      await this.reservations.room(postings[line]!, requested - available, reference);
    }
    const left = shortagesOf(postings, await this.hold(sorted));
    if (left.length > 0) throw new InsufficientStock(left);
  }

  /** Makes the balances that are not there, and locks them after their lots. */
  private async hold(sorted: readonly Posting[]): Promise<Balance[]> {
    const places = [sorted.map(({ locationId }) => locationId), sorted.map(({ lotId }) => lotId)];
    await this.sql.lock('select 1 from pharmacy.lots where id = any($1::uuid[]) order by id for share', [places[1]]);
    await this.sql.lock(
      `insert into pharmacy.stock_balances (location_id, lot_id, facility_id)
       select distinct p.location_id, p.lot_id, l.facility_id from unnest($1::uuid[], $2::uuid[]) as p (location_id, lot_id)
       join pharmacy.lots l on l.id = p.lot_id order by 1, 2 on conflict do nothing`,
      places,
    );
    return this.sql.lock<Balance>(
      `select b.location_id as "locationId", b.lot_id as "lotId", l.medication_id as "medicationId", b.on_hand as "onHand", b.reserved
       from pharmacy.stock_balances b join pharmacy.lots l on l.id = b.lot_id
       where (b.location_id, b.lot_id) in (select * from unnest($1::uuid[], $2::uuid[]))
       order by b.location_id, b.lot_id for no key update of b`,
      places,
    );
  }
}

function cardOf({ locationId, medicationId, lotId }: HeldPosting): string {
  return `${locationId} ${medicationId} ${lotId}`;
}

function placeOf({ locationId, lotId }: Posting): string {
  return `${locationId} ${lotId}`;
}
