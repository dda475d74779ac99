import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, InstantType, type Sql } from '#persistence';
import type { Draw } from '../../domain/allocation.js';
import type { DispenseState } from '../../domain/dispense-machine.js';
import type { DispenseLine } from '../../domain/dispense-line.js';
import { Dispense } from '../../domain/dispense.js';
import { Dispenses } from '../../domain/dispenses.js';

export const DispenseMapping = defineEntity({
  class: Dispense as never,
  tableName: 'dispenses',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    prescriptionId: p.uuid(),
    patientId: p.uuid(),
    status: p.text().$type<DispenseState>(),
    controlled: p.boolean(),
    requestedBy: p.text(),
    requestedAt: p.type(InstantType),
    reservedUntil: p.type(InstantType).nullable(),
    verifiedBy: p.text().nullable(),
    verifiedAt: p.type(InstantType).nullable(),
    dispensedBy: p.text().nullable(),
    witnessedBy: p.text().nullable(),
    completedAt: p.type(InstantType).nullable(),
    reasonCode: p.text().nullable(),
    reason: p.text().nullable(),
    returns: p.integer(),
    version: p.integer().version(),
  },
});

/** Lines with what is held for them, or was taken for them, the first to expire first. */
export const DISPENSE_LINES = `
  select l.id, l.dispense_id as "dispenseId", l.prescription_line_id as "prescriptionLineId", l.medication_id as "medicationId", m.unit,
    l.quantity, d.draws
  from pharmacy.dispense_lines l
  join pharmacy.medications m on m.id = l.medication_id
  cross join lateral (
    select coalesce(json_agg(json_strip_nulls(json_build_object('lotId', lot.id, 'lotNumber', lot.number, 'expiresOn', lot.expires_on,
      'quantity', t.quantity, 'returned', t.returned, 'unitCost', t.unit_cost))
      order by lot.expires_on, lot.number collate "C", lot.part, lot.id), '[]') as draws
    from (
      select lot_id, quantity, returned, unit_cost from pharmacy.dispense_draws where dispense_line_id = l.id
      union all select lot_id, quantity, 0, null from pharmacy.stock_reservations where dispense_line_id = l.id) t
    join pharmacy.lots lot on lot.id = t.lot_id) d
  where l.dispense_id = any($1::uuid[]) order by l.dispense_id, l.position`;

type LineRow = DispenseLine & { dispenseId: string };

export class MikroOrmDispenses extends Dispenses {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(dispense: Dispense): void {
    this.entities.add(dispense);
    dispense.lines.forEach(({ id, prescriptionLineId, medicationId, quantity }, position) => {
      const of = { dispense_id: dispense.id, prescription_line_id: prescriptionLineId, medication_id: medicationId };
      this.entities.insert({ table: 'pharmacy.dispense_lines', row: { id, ...of, position, quantity } });
    });
  }

  override async get(id: string): Promise<Dispense> {
    const [dispense] = await this.all([id]);
    if (!dispense) throw new NotFound('dispense');
    return dispense;
  }

  override async all(ids: readonly string[]): Promise<Dispense[]> {
    const found = (await this.entities.findAll(Dispense as never, { id: { $in: [...ids] } } as never)) as Dispense[];
    const lines = Map.groupBy(await this.sql.query<LineRow>(DISPENSE_LINES, [ids]), ({ dispenseId }) => dispenseId);
    for (const dispense of found) dispense.hold((lines.get(dispense.id) ?? []).map(({ dispenseId: _, ...line }) => line));
    return found;
  }

  override keepDraws({ lines }: Dispense): void {
    for (const { id, draws } of lines) for (const draw of draws) this.keepDraw(id, draw);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async overdue(
    now: Temporal.Instant,
    limit: number,
    of?: { locationId: string; medicationIds: readonly string[] },
  ): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select d.id from pharmacy.dispenses d
       where d.reserved_until <= $1 and ($3::uuid is null or d.location_id = $3 and exists (
         select from pharmacy.dispense_lines l where l.dispense_id = d.id and l.medication_id = any($4)))
       order by d.reserved_until, d.id limit $2`,
      [now.toString(), limit, of?.locationId ?? null, of?.medicationIds ?? null],
    );
    return rows.map(({ id }) => id);
  }

  private keepDraw(lineId: string, { lotId, quantity, unitCost }: Draw): void {
    const row = { dispense_line_id: lineId, lot_id: lotId, quantity, unit_cost: unitCost && JSON.stringify(unitCost) };
    this.entities.insert({ table: 'pharmacy.dispense_draws', row });
  }
}
