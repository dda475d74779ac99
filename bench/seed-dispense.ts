import type pg from 'pg';
import { BATCH, ID } from './seed.js';

/** Prescriptions that wait to be dispensed, each of a medicine of its own with three lots on one shelf. */
export const DISPENSES = 60_000;
/** Units prescribed: the first two lots whole, and half of the third. */
export const DISPENSED_QUANTITY = 25;

function id(kind: string, n: number): string {
  return `0190${kind}00-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const LOCATION = id('06', 1);
const KNOWLEDGE = id('07', 1);

/** What a request of the operation names. */
export interface SeededDispensing {
  locationId: string;
  prescriptionId(n: number): string;
  lineId(n: number): string;
}

export const dispensing: SeededDispensing = {
  locationId: LOCATION,
  prescriptionId: (n) => id('09', n),
  lineId: (n) => id('0a', n),
};

const SHELF = `
  insert into pharmacy.stock_locations (id, facility_id, name) select '${LOCATION}', id, 'Main dispensary' from staffing.facilities;
  insert into pharmacy.knowledge_bases (id, name, version, dated, checksum, loaded_at, counts, is_current)
    values ('${KNOWLEDGE}', 'bench', '1', current_date, 'bench', now(), '{}', true);`;

const MEDICATIONS = `
  with made as (
    select n, jsonb_build_object('system', 'urn:bench', 'code', n::text, 'display', 'Medicine ' || n) as code from generate_series($1::integer, $2::integer) n
  ), terms as (
    insert into pharmacy.knowledge_terms (base_id, term, concept) select '${KNOWLEDGE}', 'urn:bench|' || n, 'concept ' || n from made
  )
  insert into pharmacy.medications (id, code, name, name_key, form, strength, ingredients, classes, unit, controlled, status)
  select ${ID('08')}, code, 'Medicine ' || n, 'medicine ' || n, 'tablet', '500 mg', jsonb_build_array(code), '[]', 'tablet', false, 'active' from made`;

/** Each patient has three prescriptions where there are a third as many patients. */
const PRESCRIPTIONS = `
  with made as (
    select n, ('01900400-0000-7000-8000-' || lpad(to_hex(1 + n % $3::integer), 12, '0'))::uuid as patient_id, gen_random_uuid() as by
    from generate_series($1::integer, $2::integer) n
  ), lines as (
    insert into pharmacy.prescription_lines (id, prescription_id, patient_id, position, medication_id, medicine, status, dose, frequency,
      route, duration_days, quantity, refills, as_needed, parallel, started_at, ends_at)
    select ${ID('0a')}, ${ID('09')}, patient_id, 0, ${ID('08')}, 'urn:bench|' || n, 'active', '{"quantity": 1, "unit": "tablet"}',
      '{"times": 3, "per": "day"}', 'oral', 30, 90, 0, false, false, now(), now() + interval '30 days' from made
  )
  insert into pharmacy.prescriptions (id, patient_id, facility_id, prescriber_id, status, created_by, created_at, changed_at, signed_by, signed_at)
  select ${ID('09')}, patient_id, f.id, s.id, 'active', by, now(), now(), by, now()
  from made cross join (select id from staffing.facilities) f cross join (select id from staffing.staff_members order by id limit 1) s`;

const LOTS = `
  insert into pharmacy.lots (id, facility_id, medication_id, number, expires_on)
  select ('0190' || kind || '00-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, f.id, ${ID('08')}, 'LOT' || kind,
    date '2090-01-01' + ('x' || kind)::bit(8)::integer
  from generate_series($1::integer, $2::integer) n cross join unnest(array['0b', '0c', '0d']) kind cross join staffing.facilities f`;

const STOCK = `
  insert into pharmacy.stock_movements (id, at, facility_id, location_id, lot_id, medication_id, quantity, kind, reference_kind,
    reference_id, actor, local_date)
  select gen_random_uuid(), now(), l.facility_id, '${LOCATION}', l.id, l.medication_id, 10, 'receipt', 'stock-receipt', l.id, 'bench', current_date
  from pharmacy.lots l join generate_series($1::integer, $2::integer) n on l.medication_id = ${ID('08')}`;

/** Fills pharmacy's tables after patients and staff are there. */
export async function seedDispensing(client: pg.Client, patients: number, prescriptions = DISPENSES): Promise<void> {
  await client.query(SHELF);
  for (let from = 1; from <= prescriptions; from += BATCH) {
    const range = [from, Math.min(prescriptions, from + BATCH - 1)];
    await client.query(MEDICATIONS, range);
    await client.query(PRESCRIPTIONS, [...range, patients]);
    await client.query(LOTS, range);
    await client.query('analyze pharmacy.lots');
    await client.query(STOCK, range);
  }
}
