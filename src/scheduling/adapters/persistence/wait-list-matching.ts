/** Who waits for it: type, practitioner, days. `e` is the entry; times are given by SQL expressions. */
function fits(time: { type: string; staff: string; day: string; start: string; patient: string }): string {
  return `e.status = 'waiting' and e.appointment_type_id = ${time.type}
    and (e.staff_id is null or e.staff_id = ${time.staff})
    and ${time.day} between e.earliest and e.latest
    and (e.weekdays = '{}' or extract(isodow from ${time.day})::integer = any(e.weekdays))
    and e.patient_id is distinct from ${time.patient}
    and not exists (
      select from scheduling.wait_list_offers o
      where o.entry_id = e.id and o.staff_id = ${time.staff} and o.start_at = ${time.start})`;
}

/** The entry whose turn it is for a time; one that another transaction is busy with is passed over, and nobody waits. */
export const NEXT = `
  select e.id from scheduling.wait_list_entries e
  where e.facility_id = $1
    and ${fits({ type: '$2', staff: '$3::uuid', day: '$4::date', start: '$5::timestamptz', patient: '$6::uuid' })}
    and e.id <> all($7::uuid[])
  order by array_position(array['asap', 'urgent', 'routine'], e.priority), e.entered_at, e.id
  limit 1 for update of e skip locked`;

/** Times that were given back, on which nothing else was booked since, and which somebody waits for. */
export const FREED = `
  select distinct a.facility_id, a.appointment_type_id, a.staff_id, a.start_at, a.day, a.patient_id
  from scheduling.appointments a
  where a.start_at > $1 and a.status in ('cancelled', 'expired', 'entered-in-error')
    and exists (
      select from scheduling.wait_list_entries e
      where ${fits({ type: 'a.appointment_type_id', staff: 'a.staff_id', day: 'a.day', start: 'a.start_at', patient: 'a.patient_id' })})
    and not exists (
      select from scheduling.bookings b
      where b.thing_id = a.staff_id and b.blocking and b.period && tstzrange(a.start_at, a.end_at))
  order by a.start_at limit $2`;
