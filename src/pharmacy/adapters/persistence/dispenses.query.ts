import { NotFound, type RowScope } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { DispenseLine } from '../../domain/dispense-line.js';
import type { DispenseState } from '../../domain/dispense-machine.js';
import { DISPENSE_LINES } from './dispenses.mikro-orm.js';

/** A dispense as a screen shows one. */
export interface DispenseView {
  id: string;
  facilityId: string;
  locationId: string;
  prescriptionId: string;
  patientId: string;
  status: DispenseState;
  controlled: boolean;
  lines: readonly DispenseLine[];
  requestedBy: string;
  requestedAt: string;
  reservedUntil?: string;
  verifiedBy?: string;
  verifiedAt?: string;
  dispensedBy?: string;
  witnessedBy?: string;
  completedAt?: string;
  reasonCode?: string;
  reason?: string;
  version: number;
}

export interface DispenseFilter {
  prescriptionId?: string;
  patientId?: string;
  locationId?: string;
  status?: string;
}

type Row = Omit<DispenseView, 'lines'>;

const COLUMNS = `id, facility_id as "facilityId", location_id as "locationId", prescription_id as "prescriptionId", patient_id as "patientId",
  status, controlled, requested_by as "requestedBy", requested_at as "requestedAt", reserved_until as "reservedUntil",
  verified_by as "verifiedBy", verified_at as "verifiedAt", dispensed_by as "dispensedBy", witnessed_by as "witnessedBy",
  completed_at as "completedAt", reason_code as "reasonCode", reason, version`;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Dispenses for reading. */
export class DispensesQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound */
  async one(id: string): Promise<DispenseView> {
    const [view] = await this.withLines(await this.sql.query<Row>(`select ${COLUMNS} from pharmacy.dispenses where id = $1`, [id]));
    if (!view) throw new NotFound('dispense');
    return view;
  }

  /** In the order in which they were made, within a scope; one more than `limit` where there are more. */
  async page(filter: DispenseFilter, scope: RowScope, limit: number, after = BEFORE_ALL): Promise<DispenseView[]> {
    const { prescriptionId, patientId, locationId, status } = filter;
    const rows = await this.sql.query<Row>(
      `select ${COLUMNS} from pharmacy.dispenses
       where id > $1 and ($2::uuid is null or prescription_id = $2) and ($3::uuid is null or patient_id = $3)
         and ($4::uuid is null or location_id = $4) and ($5::text is null or status = $5)
         and ($6::uuid[] is null or facility_id = any($6) or patient_id = $7)
       order by id limit $8`,
      [
        after,
        prescriptionId ?? null,
        patientId ?? null,
        locationId ?? null,
        status ?? null,
        scope.facilities ?? null,
        scope.ownPatient ?? null,
        limit + 1,
      ],
    );
    return this.withLines(rows);
  }

  private async withLines(rows: readonly Row[]): Promise<DispenseView[]> {
    const ids = rows.map(({ id }) => id);
    const lines = ids.length === 0 ? [] : await this.sql.query<DispenseLine & { dispenseId: string }>(DISPENSE_LINES, [ids]);
    const byDispense = Map.groupBy(lines, ({ dispenseId }) => dispenseId);
    return rows.map((row) => {
      const own = byDispense.get(row.id) ?? [];
      return { ...present(row), lines: own.map(({ dispenseId: _, ...line }) => line) };
    });
  }
}

const INSTANTS = new Set(['requestedAt', 'reservedUntil', 'verifiedAt', 'completedAt']);

/** Without what is null, and with instants as the interface writes them. */
function present(row: Row): Row {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  const written = known.map(([name, value]) => [name, INSTANTS.has(name) ? instantText(String(value)) : value]);
  return Object.fromEntries(written) as Row;
}
