import { defineEntity, p } from '@mikro-orm/core';
import { type Ids, NotFound } from '#kernel';
import { type Entities, explainConstraint, PlainDateType, type Sql } from '#persistence';
import { Lot, type LotStatus, type NewLot } from '../../domain/lot.js';
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
