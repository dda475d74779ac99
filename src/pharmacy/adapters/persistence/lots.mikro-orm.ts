import { defineEntity, p } from '@mikro-orm/core';
import { type Ids, NotFound } from '#kernel';
import { type Entities, explainConstraint, PlainDateType, type Sql } from '#persistence';
import { Lot, type LotAct, type NewLot } from '../../domain/lot.js';
import type { LotAction, LotStatus } from '../../domain/lot-machine.js';
import { Lots } from '../../domain/stock-records.js';

export const LotMapping = defineEntity({
  class: Lot as never,
  tableName: 'lots',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    medicationId: p.uuid(),
    number: p.text(),
    part: p.integer(),
    expiresOn: p.type(PlainDateType),
    status: p.text().$type<LotStatus>(),
    pendingAction: p.text().$type<LotAction>().nullable(),
    pendingReason: p.text().nullable(),
    pendingBy: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('lots_medication', () => new NotFound('medication'));

type Batch = Omit<NewLot, 'id'>;

export class MikroOrmLots extends Lots {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async known(batches: readonly Batch[]): Promise<Lot[]> {
    await this.makeMissing(batches);
    const medicationId = [...new Set(batches.map((batch) => batch.medicationId))];
    const number = [...new Set(batches.map((batch) => batch.number))];
    const facilityId = batches[0]?.facilityId;
    const lots = await this.entities.findAll(Lot, { facilityId, medicationId, number, part: 0 });
    const byBatch = new Map(lots.map((lot) => [keyOf(lot), lot]));
    return batches.map((batch) => byBatch.get(keyOf(batch))!);
  }

  override async get(id: string): Promise<Lot> {
    const lot = await this.entities.find(Lot, { id });
    if (!lot) throw new NotFound('lot');
    return lot;
  }

  override async ofFacility(facilityId: string, ids: readonly string[]): Promise<Lot[]> {
    const lots = new Map((await this.entities.findAll(Lot, { facilityId, id: [...ids] })).map((lot) => [lot.id, lot]));
    return ids.map((id) => {
      const lot = lots.get(id);
      if (!lot) throw new NotFound('lot');
      return lot;
    });
  }

  override async partsOf({ id, facilityId, medicationId, number }: Lot): Promise<Lot[]> {
    const batch = await this.entities.findAll(Lot, { facilityId, medicationId, number });
    return batch.filter((lot) => lot.id !== id).sort((a, b) => a.part - b.part);
  }

  override async anyControlled(ids: readonly string[]): Promise<boolean> {
    const [row] = await this.sql.query<{ found: boolean }>(
      `select exists (select from pharmacy.lots l join pharmacy.medications m on m.id = l.medication_id
         where l.id = any($1::uuid[]) and m.controlled) as found`,
      [ids],
    );
    return row!.found;
  }

  override whereabouts(id: string): Promise<{ locationId: string; onHand: number }[]> {
    return this.sql.lock(
      `select location_id as "locationId", on_hand as "onHand" from pharmacy.stock_balances
       where lot_id = $1 and on_hand > 0 order by location_id for no key update`,
      [id],
    );
  }

  override async overdue(facilityId: string, today: Temporal.PlainDate, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from pharmacy.lots where facility_id = $1 and status = 'available' and expires_on < $2 order by expires_on, id limit $3`,
      [facilityId, today.toString(), limit],
    );
    return rows.map(({ id }) => id);
  }

  override async save(act?: LotAct & { at: Temporal.Instant }): Promise<void> {
    await this.entities.save();
    if (!act) return;
    const { lotId, action, from, to, reason, actor, witness, at } = act;
    await this.sql.execute(
      `insert into pharmacy.lot_acts (id, lot_id, action, from_status, to_status, reason, actor, witness, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [this.ids.next(), lotId, action, from, to, reason, actor, witness ?? null, at.toString()],
    );
  }

  /** In one order for everybody, so that nobody waits in a circle. */
  private async makeMissing(batches: readonly Batch[]): Promise<void> {
    const distinct = [...new Map(batches.map((batch) => [keyOf(batch), batch])).values()];
    const sorted = distinct.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    await this.sql.lock(
      `insert into pharmacy.lots (id, facility_id, medication_id, number, expires_on)
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[])
       on conflict on constraint lots_number do nothing`,
      [
        sorted.map(() => this.ids.next()),
        sorted.map(({ facilityId }) => facilityId),
        sorted.map(({ medicationId }) => medicationId),
        sorted.map(({ number }) => number),
        sorted.map(({ expiresOn }) => expiresOn.toString()),
      ],
    );
  }
}

function keyOf({ medicationId, number }: Pick<Batch, 'medicationId' | 'number'>): string {
  return `${medicationId} ${number}`;
}
