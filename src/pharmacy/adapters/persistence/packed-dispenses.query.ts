import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import { type DispensedPackage, type PackedDispense, PackedDispenses } from '../../application/label-ports.js';

const DISPENSE = `select d.patient_id as "patientId", d.facility_id as "facilityId", s.name as location, d.completed_at as "completedAt"
  from pharmacy.dispenses d join pharmacy.stock_locations s on s.id = d.location_id where d.id = $1`;

const PACKAGES = `select m.name, m.strength, m.form, m.unit, m.controlled, p.dose, p.frequency, p.route,
    p.duration_days as "durationDays", p.as_needed as "asNeeded", p.note, t.quantity, lot.number as "lotNumber", lot.expires_on as "expiresOn"
  from pharmacy.dispense_lines l
  join pharmacy.prescription_lines p on p.id = l.prescription_line_id
  join pharmacy.medications m on m.id = l.medication_id
  join (
    select dispense_line_id, lot_id, quantity from pharmacy.dispense_draws
    union all select dispense_line_id, lot_id, quantity from pharmacy.stock_reservations) t on t.dispense_line_id = l.id
  join pharmacy.lots lot on lot.id = t.lot_id
  where l.dispense_id = $1 order by l.position, lot.expires_on, lot.number collate "C", lot.part, lot.id`;

type Row = Omit<PackedDispense, 'packages' | 'completedAt'> & { completedAt: string | null };

/** What labels say of a dispense. */
export class SqlPackedDispenses extends PackedDispenses {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async get(dispenseId: string): Promise<PackedDispense> {
    const row = await this.sql.first<Row>(DISPENSE, [dispenseId]);
    if (!row) throw new NotFound('dispense');
    const { completedAt, ...dispense } = row;
    const packages = await this.sql.query<DispensedPackage>(PACKAGES, [dispenseId]);
    return { ...dispense, ...(completedAt === null ? {} : { completedAt: instantText(completedAt) }), packages };
  }
}
