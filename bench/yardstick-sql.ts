/** The yardstick's statements: the same rows in the same tables as the product writes, in as few round trips as the work allows. */

export const SESSION = `
  select u.id, (select string_agg(role, ' ') from access.role_grants where user_id = u.id) as roles
  from access.sessions s join access.users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.purpose = 'api' and s.revoked_at is null and s.expires_at > now() and u.disabled_at is null`;

const AUDIT = `audit as (
    insert into access.audit_events (id, actor_kind, actor_id, action, resource_type, resource_id, patient_id, address, request_id)
    values ($1, 'user', $2, $3, $4, $5::uuid, $6::uuid, $7, $8))`;

const OUTBOX = `outbox as (
    insert into platform.outbox (id, type, aggregate_id, payload, request_id) values ($9, $10, $5::uuid, $11, $8))`;

const FIRST = 12;

function placeholders(count: number, from = FIRST): string {
  return Array.from({ length: count }, (_, n) => `$${from + n}`).join(', ');
}

/** The duplicate-candidate query, and which words of the name are new. */
export const ALIKE = `
  select (select json_agg(p) from (select id, mrn, name, birth_date, sex from patients.patients where duplicate_key = $1 limit 10) p) as same,
    array(select asked.word from unnest($2::text[]) asked(word)
          where (select known.word from patients.name_words known where known.word = asked.word) is null) as "newWords"`;

export const REGISTER = `
  with ${AUDIT}, ${OUTBOX}, names as (
    insert into patients.patient_names (word, other, shared, patient_id) values ($20, $21, 0, $5::uuid), ($21, $20, 0, $5::uuid)
  ), phone as (insert into patients.patient_phones (phone_key, patient_id) values ($22, $5::uuid)
  ), words as (insert into patients.name_words select unnest($23::text[]) on conflict do nothing)
  insert into patients.patients (id, mrn, name, birth_date, sex, contacts, address, duplicate_key, registered_at, name_words, identifiers, emergency_contacts)
  values ($5::uuid, ${placeholders(8)}, array[$20, $21], '[]', '[]')`;

/**
 * What an answer shows with its audit row, in one statement. `$1` to `$5` are the row's id, user, address, request id and
 * action; those of the select begin at `$6`.
 * @param about by column of the audit row, what stands there of the rows that are shown
 */
function audited(select: string, about: Record<string, string>): string {
  return `
  with shown as materialized (${select}), audit as (
    insert into access.audit_events (id, actor_kind, actor_id, address, request_id, action, ${Object.keys(about).join(', ')})
    select $1::uuid, 'user', $2::text, $3::text, $4::text, $5::text, ${Object.values(about).join(', ')} from shown
  )
  select * from shown`;
}

export const READ = audited(
  `select id, mrn, facility_id as "facilityId", name, birth_date as "birthDate", sex, contacts, address, identifiers,
      time_zone as "timeZone", preferred_language as "preferredLanguage", reminder_preferences as "reminderPreferences",
      emergency_contacts as "emergencyContacts", deceased_on as "deceasedOn", registered_at as "registeredAt", version
    from patients.patients where id = $6`,
  { resource_type: "'patient'", resource_id: 'id', patient_id: 'id', facility_id: '"facilityId"' },
);

export const SEARCH = audited(
  `select p.id, p.mrn, p.name, p.birth_date as "birthDate", p.sex, n.word, n.other
    from patients.patient_names n join patients.patients p on p.id = n.patient_id
    where n.word >= $6 and n.word < $7 and n.shared < $8 order by n.word, n.other, n.patient_id limit $9`,
  { resource_type: "'patient'", patient_ids: 'array_agg(id)' },
);

export const DAY = audited(
  `select id, facility_id as "facilityId", department_id as "departmentId", patient_id as "patientId", staff_id as "staffId",
      appointment_type_id as "appointmentTypeId", start_at as start, end_at as end, resource_ids as "resourceIds", status, version
    from scheduling.appointments where staff_id = $6 and start_at >= $7 and start_at < $8 and day >= $9 and day <= $10
    order by start_at, id limit $11`,
  { resource_type: "'appointment'", patient_ids: 'array_agg("patientId")', facility_id: 'min("facilityId"::text)::uuid' },
);

/** Everything that a booking depends on. */
export const BOOKABLE = `
  select t.duration_minutes, t.buffer_before_minutes, t.buffer_after_minutes, t.facility_id, s.role, f.time_zone, f.settings, a.rules, a.exceptions,
    s.employment_start, s.employment_end,
    (select json_agg(json_build_object('kind', c.kind, 'from', c.valid_from, 'until', c.valid_until, 'suspended', c.suspended_at))
       from staffing.credentials c where c.staff_id = s.id and c.valid_until >= $3::timestamptz::date) as credentials,
    (select json_agg(b) from scheduling.bookings b where b.thing_id in (s.id, p.id) and b.blocking
       and b.period && tstzrange($3, $3::timestamptz + make_interval(mins => t.duration_minutes))) as taken,
    (select count(*) from scheduling.appointments o
      where o.patient_id = p.id and o.start_at > now() and o.status in ('held', 'booked', 'confirmed')) as open,
    p.deceased_on,
    (select k.fingerprint from platform.idempotency_keys k where k.caller_id = $5 and k.key = $6) as known
  from scheduling.appointment_types t, staffing.staff_members s
  join staffing.facilities f on f.id = s.facility_id
  join staffing.availabilities a on a.staff_id = s.id, patients.patients p
  where t.id = $1 and s.id = $2 and p.id = $4`;

export const BOOK = `
  with ${AUDIT}, ${OUTBOX}, key as (
    insert into platform.idempotency_keys (caller_id, key, fingerprint, status, headers, body) values ($2::uuid, $20, $21, 201, $22, $23)
  ), appointment as (
    insert into scheduling.appointments (id, patient_id, facility_id, staff_id, appointment_type_id, start_at, end_at, day, status, time_version)
    values ($5::uuid, $6::uuid, ${placeholders(6)}, 'booked', 1)
  ), taken as (
    insert into scheduling.bookings (appointment_id, facility_id, kind, thing_id, lane, period)
    values ($5::uuid, $12, 'practitioner', $13, 0, $18), ($5::uuid, $12, 'patient', $6::uuid, 0, $19) on conflict do nothing returning 1
  )
  select platform.expect_rows((select count(*) from taken), 2, 'appointment-place')`;
