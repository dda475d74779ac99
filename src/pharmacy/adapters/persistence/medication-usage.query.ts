import { instantText, type Sql } from '#persistence';
import {
  type Listed,
  MedicationUsage,
  type Part,
  type PatientUsage,
  type UsageFilter,
  type UsageRow,
  type UsageSpans,
} from '../../application/usage-ports.js';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * What was given out and came back in the spans of the facilities ($1 ids, $2 starts, $3 ends).
 * @param whose a condition on the dispense, as `d`
 */
const events = (whose: string): string => `
  span as (select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as s (facility_id, starts, ends)),
  event as (
    select 'dispensed' as kind, d.completed_at as at, d.id as dispense_id, d.facility_id, d.prescription_id, l.medication_id, l.quantity
    from span s
    join pharmacy.dispenses d on d.facility_id = s.facility_id and d.completed_at >= s.starts and d.completed_at < s.ends
    join pharmacy.dispense_lines l on l.dispense_id = d.id
    where ${whose}
    union all
    select 'returned', r.returned_at, d.id, d.facility_id, d.prescription_id, (line ->> 'medicationId')::uuid, (line ->> 'quantity')::integer
    from pharmacy.dispense_returns r
    join pharmacy.dispenses d on d.id = r.dispense_id
    join span s on s.facility_id = d.facility_id and r.returned_at >= s.starts and r.returned_at < s.ends
    cross join lateral jsonb_array_elements(r.lines) as line
    where r.status = 'posted' and r.returned_at >= (select min(starts) from span) and ${whose})`;

const SUMS = `coalesce(sum(e.quantity) filter (where e.kind = 'dispensed'), 0)::integer as dispensed,
  coalesce(sum(e.quantity) filter (where e.kind = 'returned'), 0)::integer as returned`;

type Keyed<Row> = Row & { nameKey: string };

/** What medicines are used, from what was given out and came back. */
export class SqlMedicationUsage extends MedicationUsage {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async ofPatient(
    patientId: string,
    spans: UsageSpans,
    medicationId: string | undefined,
    { limit, after }: Part,
  ): Promise<Listed<PatientUsage>[]> {
    const rows = await this.sql.query<Keyed<PatientUsage>>(
      `with ${events('d.patient_id = $4')}
       select m.name_key as "nameKey", m.id as "medicationId", m.name, m.unit, ${SUMS},
         json_agg(json_build_object('kind', e.kind, 'at', e.at, 'dispenseId', e.dispense_id, 'quantity', e.quantity)
           order by e.at, e.dispense_id) as events
       from event e join pharmacy.medications m on m.id = e.medication_id
       where ($5::uuid is null or m.id = $5) and ($6::text is null or (m.name_key, m.id) > ($6, $7::uuid))
       group by m.id order by m.name_key, m.id limit $8`,
      [...columnsOf(spans), patientId, medicationId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return rows.map(({ nameKey, events: told, ...usage }) => {
      const row = { ...usage, events: told.map((event) => ({ ...event, at: instantText(event.at) })) };
      return { key: [nameKey, row.medicationId], row };
    });
  }

  override async ofDepartments(
    spans: UsageSpans,
    { departmentId, medicationId }: UsageFilter,
    { limit, after }: Part,
  ): Promise<Listed<UsageRow>[]> {
    const rows = await this.sql.query<Keyed<Omit<UsageRow, 'departmentId'>> & { departmentId: string | null }>(
      `with ${events('true')}
       select m.name_key as "nameKey", m.id as "medicationId", m.name, m.unit, e.facility_id as "facilityId",
         p.department_id as "departmentId", ${SUMS}, (count(*) filter (where e.kind = 'dispensed'))::integer as dispenses
       from event e
       join pharmacy.prescriptions p on p.id = e.prescription_id
       join pharmacy.medications m on m.id = e.medication_id
       where ($4::uuid is null or p.department_id = $4) and ($5::uuid is null or m.id = $5)
         and ($6::text is null
           or (m.name_key, m.id, e.facility_id, coalesce(p.department_id, '${NOBODY}')) > ($6, $7::uuid, $8::uuid, $9::uuid))
       group by m.id, e.facility_id, p.department_id
       order by m.name_key, m.id, e.facility_id, coalesce(p.department_id, '${NOBODY}') limit $10`,
      [...columnsOf(spans), departmentId ?? null, medicationId ?? null, ...(after ?? [null, null, null, null]), limit + 1],
    );
    return rows.map(({ nameKey, departmentId: department, ...usage }) => {
      const row = { ...usage, ...(department === null ? {} : { departmentId: department }) };
      return { key: [nameKey, row.medicationId, row.facilityId, department ?? NOBODY], row };
    });
  }
}

function columnsOf(spans: UsageSpans): string[][] {
  const each = [...spans.values()];
  return [[...spans.keys()], each.map(({ starts }) => starts.toString()), each.map(({ ends }) => ends.toString())];
}
