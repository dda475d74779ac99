import { NotFound } from '#kernel';
import type { Sql } from '#persistence';
import { type BookingSheet, Calendar, type SheetRequest } from '../../application/ports.js';
import type { Offer } from '../../domain/booking-rules.js';
import type { Occupied } from '../../domain/occupancy.js';
import type { Candidate, ResourceChoice } from '../../domain/slots.js';
import type { Span } from '../../domain/spans.js';

interface OfferRow {
  id: string;
  facility_id: string;
  duration_minutes: number;
  buffer_before_minutes: number;
  buffer_after_minutes: number;
  required_specialty: string | null;
  required_resource_kinds: string[];
  /** Resources asked for by name, and all those of a required kind. */
  candidates: CandidateRow[] | null;
}

interface CandidateRow {
  id: string;
  kind: string;
  capacity: number;
  /** Without an end until further notice. */
  outages: { from: number; until: number | null }[] | null;
}

interface TakenRow {
  thingId: string;
  lane: number;
  appointmentId?: string;
  from: number;
  until: number;
  heldUntil: number | null;
}

interface SheetRow extends OfferRow {
  taken: TakenRow[] | null;
  open_bookings: number;
}

const OFFER = `t.id, t.facility_id, t.duration_minutes, t.buffer_before_minutes, t.buffer_after_minutes,
  t.required_specialty, t.required_resource_kinds`;

const TAKEN = `'thingId', b.thing_id, 'lane', b.lane, 'appointmentId', b.appointment_id,
  'from', extract(epoch from lower(b.period)) * 1000, 'until', extract(epoch from upper(b.period)) * 1000,
  'heldUntil', extract(epoch from b.held_until) * 1000`;

/** When the resource `r` is out of service within a time. */
const outagesOf = (time: string): string => `(
    select json_agg(json_build_object('from', extract(epoch from o.start_at) * 1000, 'until', extract(epoch from o.end_at) * 1000))
    from scheduling.resource_outages o where o.resource_id = r.id and tstzrange(o.start_at, o.end_at) && ${time})`;

const BLOCKED = `tstzrange($2::timestamptz - make_interval(mins => t.buffer_before_minutes),
          $2::timestamptz + make_interval(mins => t.duration_minutes + t.buffer_after_minutes))`;

/**
 * Everything of ours that a booking depends on, in one round trip. The `offset 0` keeps the planner from looking for the
 * patient among all that is to come, which it does where its statistics still know of no future appointments.
 */
const SHEET = `
  with t as (select * from scheduling.appointment_types where id = $1),
  candidate as (
    select r.id, r.kind, r.capacity, ${outagesOf(BLOCKED)} as outages from scheduling.resources r, t
    where r.facility_id = t.facility_id and (r.id = any($5::uuid[]) or r.kind = any(t.required_resource_kinds))
  )
  select ${OFFER},
    (select json_agg(c order by c.id) from candidate c) as candidates,
    (select json_agg(json_build_object(${TAKEN}))
       from (select $3::uuid as id union all select $4::uuid union all select id from candidate) thing
       join scheduling.bookings b on b.thing_id = thing.id and b.blocking
        and b.period && ${BLOCKED}) as taken,
    (select count(*)::integer from (
        select a.start_at, a.status from scheduling.appointments a where a.patient_id = $4 offset 0
      ) own where own.start_at > now() and own.status in ('held', 'booked', 'confirmed')) as open_bookings
  from t`;

const OFFERED = `
  select ${OFFER},
    (select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'capacity', r.capacity,
        'outages', ${outagesOf('tstzrange(now(), null)')}) order by r.id)
       from scheduling.resources r
      where r.facility_id = t.facility_id and r.kind = any(t.required_resource_kinds)) as candidates
  from scheduling.appointment_types t where t.id = $1`;

const TAKEN_WITHIN = `
  select json_agg(json_build_object(${TAKEN})) as taken
  from unnest($1::uuid[]) as thing (id)
  join scheduling.bookings b on b.thing_id = thing.id and b.blocking and b.period && tstzrange($2, $3)`;

const BUSY_WITHIN = `
  select json_agg(json_build_object('thingId', busy.thing_id, 'lane', busy.lane,
    'from', extract(epoch from lower(busy.time)) * 1000, 'until', extract(epoch from upper(busy.time)) * 1000,
    'heldUntil', extract(epoch from busy.held_until) * 1000)) as taken
  from (
    select b.thing_id, b.lane, b.held_until, unnest(range_agg(b.period)) as time
    from unnest($1::uuid[]) as thing (id)
    join scheduling.bookings b on b.thing_id = thing.id and b.blocking and b.period && tstzrange($2, $3)
    group by b.thing_id, b.lane, b.held_until
  ) busy`;

const NO_SHOWS = `
  select count(*)::integer as missed from scheduling.appointments
  where patient_id = $1 and facility_id = $2 and start_at >= $3 and status = 'no-show' and no_show_waived_at is null`;

/** What is offered and what is taken, as plain rows. */
export class SqlCalendar extends Calendar {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async sheet({ appointmentTypeId, start, staffId, patientId, resourceIds }: SheetRequest): Promise<BookingSheet> {
    const row = await this.sql.lookup<SheetRow>(SHEET, [appointmentTypeId, start.toString(), staffId, patientId, resourceIds]);
    if (!row) throw new NotFound('appointment type');
    return {
      offer: offerOf(row),
      needs: needsOf(row, resourceIds),
      taken: (row.taken ?? []).map(occupied),
      openBookings: row.open_bookings,
    };
  }

  override async offer(appointmentTypeId: string): Promise<{ offer: Offer; needs: ResourceChoice[] }> {
    const row = await this.sql.first<OfferRow>(OFFERED, [appointmentTypeId]);
    if (!row) throw new NotFound('appointment type');
    return { offer: offerOf(row), needs: needsOf(row, []) };
  }

  override async taken(thingIds: readonly string[], within: Span): Promise<Occupied[]> {
    return this.occupied(TAKEN_WITHIN, thingIds, within);
  }

  override async busy(thingIds: readonly string[], within: Span): Promise<Occupied[]> {
    return this.occupied(BUSY_WITHIN, thingIds, within);
  }

  override async noShows(patientId: string, facilityId: string, since: Temporal.Instant): Promise<number> {
    const row = await this.sql.first<{ missed: number }>(NO_SHOWS, [patientId, facilityId, since.toString()]);
    return row?.missed ?? 0;
  }

  private async occupied(text: string, thingIds: readonly string[], { from, until }: Span): Promise<Occupied[]> {
    const row = await this.sql.first<{ taken: TakenRow[] | null }>(text, [thingIds, instant(from), instant(until)]);
    return (row?.taken ?? []).map(occupied);
  }
}

function offerOf(row: OfferRow): Offer {
  return {
    appointmentTypeId: row.id,
    facilityId: row.facility_id,
    durationMinutes: row.duration_minutes,
    bufferBeforeMinutes: row.buffer_before_minutes,
    bufferAfterMinutes: row.buffer_after_minutes,
    requiredSpecialty: row.required_specialty ?? undefined,
  };
}

/** What was asked for by name, and any one of each kind that is required besides. */
function needsOf({ candidates, required_resource_kinds: kinds }: OfferRow, resourceIds: readonly string[]): ResourceChoice[] {
  const known = candidates ?? [];
  const named = resourceIds.map((id): ResourceChoice => {
    const resource = known.find((each) => each.id === id.toLowerCase());
    if (!resource) throw new NotFound('resource');
    return { kind: resource.kind, candidates: [candidateOf(resource)] };
  });
  const left = kinds.filter((kind) => !named.some((need) => need.kind === kind));
  return [...named, ...left.map((kind) => ({ kind, candidates: known.filter((each) => each.kind === kind).map(candidateOf) }))];
}

function candidateOf({ id, capacity, outages }: CandidateRow): Candidate {
  return { id, capacity, outages: (outages ?? []).map(({ from, until }) => ({ from, until: until ?? Infinity })) };
}

function occupied({ heldUntil, ...row }: TakenRow): Occupied {
  return heldUntil === null ? row : { ...row, heldUntil };
}

function instant(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString();
}
