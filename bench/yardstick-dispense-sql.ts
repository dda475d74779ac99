/** The yardstick's statements for dispensing: the same rows in the same tables as the product writes. */

/** The line, what is left of it, and what a look at the patient's safety begins with; nobody else dispenses to the patient meanwhile. */
export const DISPENSABLE = `
  select l.patient_id, p.facility_id, l.medication_id, m.unit, l.quantity * (l.refills + 1) - l.dispensed as left, a.deceased_on,
    (select json_agg(json_build_object('medicationId', t.medication_id, 'dose', t.dose, 'frequency', t.frequency, 'ingredients', tm.ingredients))
       from pharmacy.prescription_lines t join pharmacy.medications tm on tm.id = t.medication_id
       where t.patient_id = l.patient_id and t.status in ('active', 'on-hold', 'completed') and t.ends_at > now()) as taken,
    (select json_agg(g.substance) from patients.allergies g where g.patient_id = l.patient_id and g.status = 'active') as allergies,
    pg_advisory_xact_lock(hashtextextended('pharmacy.patient:' || l.patient_id::text, 0))
  from pharmacy.prescription_lines l join pharmacy.prescriptions p on p.id = l.prescription_id
  join pharmacy.medications m on m.id = l.medication_id join patients.patients a on a.id = l.patient_id
  where l.prescription_id = $1 and l.id = $2 and l.status = 'active'`;

export const ALLOCATE = `
  select b.lot_id, l.number, l.expires_on::text, b.on_hand - b.reserved as free
  from pharmacy.lots l join pharmacy.stock_balances b on b.lot_id = l.id
  where b.location_id = $1 and l.medication_id = $2 and l.status = 'available' and l.pending_action is null
    and l.expires_on >= current_date and b.on_hand > b.reserved
  order by l.expires_on, l.number, l.id for no key update of b for share of l`;

export const DISPENSE = `
  with audit as (
    insert into access.audit_events (id, actor_kind, actor_id, action, resource_type, resource_id, patient_id, address, request_id, facility_id)
    values ($1, 'user', $2, $3, $4, $5::uuid, $6::uuid, $7, $8, $12::uuid)
  ), outbox as (
    insert into platform.outbox (id, type, aggregate_id, payload, request_id) values ($9, $10, $5::uuid, $11, $8)
  ), dispense as (
    insert into pharmacy.dispenses (id, facility_id, location_id, prescription_id, patient_id, status, controlled, requested_by, requested_at,
      dispensed_by, completed_at)
    values ($5::uuid, $12::uuid, $13::uuid, $14::uuid, $6::uuid, 'completed', false, $2, now(), $2, now())
  ), line as (
    insert into pharmacy.dispense_lines (id, dispense_id, position, prescription_line_id, medication_id, quantity)
    values ($18::uuid, $5::uuid, 0, $15::uuid, $16::uuid, $17)
  ), draws as (
    insert into pharmacy.dispense_draws (dispense_line_id, lot_id, quantity)
    select $18::uuid, d.lot_id, d.quantity from unnest($20::uuid[], $21::integer[]) as d (lot_id, quantity)
  ), movements as (
    insert into pharmacy.stock_movements (id, at, facility_id, location_id, lot_id, medication_id, quantity, kind, reference_kind,
      reference_id, actor, local_date)
    select d.id, now(), $12::uuid, $13::uuid, d.lot_id, $16::uuid, -d.quantity, 'dispense', 'dispense', $5::uuid, $2, current_date
    from unnest($19::uuid[], $20::uuid[], $21::integer[]) as d (id, lot_id, quantity)
  ), prescribed as (
    update pharmacy.prescription_lines set dispensed = dispensed + $17, version = version + 1 where id = $15::uuid
  ), prescription as (
    update pharmacy.prescriptions set changed_at = now(), version = version + 1 where id = $14::uuid
  ), checked as (
    insert into pharmacy.safety_checks (id, prescription_id, patient_id, point, checked_at, checked_by, findings)
    values ($22::uuid, $14::uuid, $6::uuid, 'dispense', now(), $2::uuid, $23)
  )
  insert into platform.idempotency_keys (caller_id, key, fingerprint, status, headers, body) values ($2::uuid, $24, $25, 201, $26, $27)`;
