import type { RowScope } from '#kernel';
import { instantText, type Sql } from '#persistence';
import { type Priority, priorities } from '../../domain/wait-list-entry.js';
import type { WaitListStatus } from '../../domain/wait-list-machine.js';

/** An offer that is open, as it is shown. */
export interface OfferView {
  id: string;
  start: string;
  end: string;
  staffId: string;
  appointmentId: string;
  expiresAt: string;
}

/** A place on the wait-list, as it is shown. */
export interface WaitListView {
  id: string;
  facilityId: string;
  patientId: string;
  appointmentTypeId: string;
  staffId?: string;
  earliest: string;
  latest: string;
  weekdays?: number[];
  priority: Priority;
  status: WaitListStatus;
  enteredAt: string;
  offer?: OfferView;
  appointmentId?: string;
  settledAt?: string;
  cancelReason?: string;
  version: number;
}

export interface WaitListFilter {
  facilityId?: string;
  patientId?: string;
  appointmentTypeId?: string;
  status?: WaitListStatus;
  /** Whose entries the caller may see. */
  scope: RowScope;
}

export interface FiguresFilter {
  facilityId?: string;
  /** Of the entries' dates in UTC, both inclusive. */
  from?: string;
  to?: string;
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

export interface WaitListFigures {
  priority: Priority;
  open: number;
  booked: number;
  cancelled: number;
  expired: number;
  offersMade: number;
  offersAccepted: number;
  offersDeclined: number;
  offersExpired: number;
  medianMinutesToBooking?: number;
  longestMinutesWaiting?: number;
}

type Nullable<T> = { [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name] };

const SELECT = `
  select e.id, e.facility_id as "facilityId", e.patient_id as "patientId", e.appointment_type_id as "appointmentTypeId",
    e.staff_id as "staffId", e.earliest, e.latest, e.weekdays, e.priority, e.status, e.entered_at as "enteredAt",
    e.appointment_id as "appointmentId", e.settled_at as "settledAt", e.cancel_reason as "cancelReason", e.version,
    (select json_build_object('id', o.id, 'start', o.start_at, 'end', o.end_at, 'staffId', o.staff_id,
       'appointmentId', o.appointment_id, 'expiresAt', o.expires_at)
     from scheduling.wait_list_offers o where o.entry_id = e.id and o.status = 'open') as offer
  from scheduling.wait_list_entries e`;

const SEEN = '($1::uuid[] is null or e.facility_id = any($1) or e.patient_id = $2::uuid)';

const FIGURES = `
  select e.priority,
    count(*) filter (where e.status in ('waiting', 'offered'))::integer as open,
    count(*) filter (where e.status = 'booked')::integer as booked,
    count(*) filter (where e.status = 'cancelled')::integer as cancelled,
    count(*) filter (where e.status = 'expired')::integer as expired,
    coalesce(sum(o.made), 0)::integer as "offersMade", coalesce(sum(o.accepted), 0)::integer as "offersAccepted",
    coalesce(sum(o.declined), 0)::integer as "offersDeclined", coalesce(sum(o.expired), 0)::integer as "offersExpired",
    round(extract(epoch from percentile_cont(0.5) within group (order by e.settled_at - e.entered_at)
      filter (where e.status = 'booked')) / 60)::integer as "medianMinutesToBooking",
    floor(extract(epoch from max($5::timestamptz - e.entered_at) filter (where e.status in ('waiting', 'offered'))) / 60)::integer
      as "longestMinutesWaiting"
  from scheduling.wait_list_entries e
  left join lateral (
    select count(*) as made, count(*) filter (where status = 'accepted') as accepted,
      count(*) filter (where status = 'declined') as declined, count(*) filter (where status = 'expired') as expired
    from scheduling.wait_list_offers where entry_id = e.id
  ) o on true
  where ($1::uuid[] is null or e.facility_id = any($1)) and ($2::uuid is null or e.facility_id = $2)
    and ($3::date is null or e.entered_at >= $3::date) and ($4::date is null or e.entered_at < $4::date + 1)
  group by e.priority`;

/** Reads of the wait-list for people to look at. */
export class WaitListQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string, { facilities, ownPatient }: RowScope): Promise<WaitListView | undefined> {
    const row = await this.sql.first<Nullable<WaitListView>>(`${SELECT} where ${SEEN} and e.id = $3`, [
      facilities ?? null,
      ownPatient ?? null,
      id,
    ]);
    return row && viewOf(row);
  }

  /** Who came first comes first; one more than the limit where there are more. */
  async page({ scope, ...filter }: WaitListFilter, limit: number, after: string[] = []): Promise<WaitListView[]> {
    const { facilityId, patientId, appointmentTypeId, status } = filter;
    const rows = await this.sql.query<Nullable<WaitListView>>(
      `${SELECT} where ${SEEN} and ($3::uuid is null or e.facility_id = $3) and ($4::uuid is null or e.patient_id = $4)
       and ($5::uuid is null or e.appointment_type_id = $5) and ($6::text is null or e.status = $6)
       and ($7::timestamptz is null or (e.entered_at, e.id) > ($7, $8::uuid)) order by e.entered_at, e.id limit $9`,
      [scope.facilities, scope.ownPatient, facilityId, patientId, appointmentTypeId, status, after[0], after[1], limit + 1].map(
        (value) => value ?? null,
      ),
    );
    return rows.map(viewOf);
  }

  /** One for each priority, in the order in which they are served. */
  async figures({ within, facilityId, from, to }: FiguresFilter, now: Temporal.Instant): Promise<WaitListFigures[]> {
    const values = [within, facilityId, from, to, now.toString()].map((value) => value ?? null);
    const rows = await this.sql.query<Nullable<WaitListFigures>>(FIGURES, values);
    return priorities.map((priority) => figuresOf(rows.find((row) => row.priority === priority) ?? { ...NONE, priority }));
  }
}

const NONE = {
  ...{ open: 0, booked: 0, cancelled: 0, expired: 0, offersMade: 0, offersAccepted: 0, offersDeclined: 0, offersExpired: 0 },
  ...{ medianMinutesToBooking: null, longestMinutesWaiting: null },
};

function figuresOf({ medianMinutesToBooking, longestMinutesWaiting, ...counts }: Nullable<WaitListFigures>): WaitListFigures {
  return {
    ...counts,
    medianMinutesToBooking: medianMinutesToBooking ?? undefined,
    longestMinutesWaiting: longestMinutesWaiting ?? undefined,
  };
}

function viewOf({ offer, ...row }: Nullable<WaitListView>): WaitListView {
  return {
    ...row,
    staffId: row.staffId ?? undefined,
    weekdays: row.weekdays?.length ? row.weekdays : undefined,
    enteredAt: instantText(row.enteredAt),
    offer: offer ? { ...offer, ...inUtc(offer) } : undefined,
    appointmentId: row.appointmentId ?? undefined,
    settledAt: instantText(row.settledAt),
    cancelReason: row.cancelReason ?? undefined,
  };
}

/** PostgreSQL's JSON has its own way of writing an offset. */
function inUtc({ start, end, expiresAt }: OfferView): Pick<OfferView, 'start' | 'end' | 'expiresAt'> {
  const text = (instant: string): string => Temporal.Instant.from(instant).toString();
  return { start: text(start), end: text(end), expiresAt: text(expiresAt) };
}
