import { instantText, type Sql } from '#persistence';
import type { AuditPosition } from './audit-events.query.js';

/** One access to a patient's record, as the patient reads it. */
export interface AccessLogView {
  id: string;
  at: string;
  action: string;
  actor: { kind: string; displayName?: string; roles: string[] };
  facilityId?: string;
  outcome: string;
  breakGlass: boolean;
}

interface Row {
  id: string;
  at: string;
  action: string;
  actor_kind: string;
  display_name: string | null;
  roles: string | null;
  facility_id: string | null;
  outcome: string;
  break_glass: boolean;
}

/** A page of each record by its index first, then names. An actor's id is a user's for users alone, which `case` keeps in this order. */
const page = (bound: string): string => `
  select e.id, e.at, e.action, e.actor_kind, coalesce(u.display_name, s.name) as display_name,
    (select string_agg(distinct g.role, ' ' order by g.role) from access.role_grants g where g.user_id = u.id) as roles,
    e.facility_id, e.outcome, e.break_glass_id is not null as break_glass
  from (
    select a.* from unnest($1::uuid[]) of_patient(id)
    cross join lateral (
      select id, at, action, actor_kind, actor_id, facility_id, outcome, break_glass_id from access.audit_events
      where patient_id = of_patient.id and (outcome = 'success' or $2) ${bound} order by at desc, id desc limit $3
    ) a
    order by a.at desc, a.id desc limit $3
  ) e
  left join access.users u on u.id = case when e.actor_kind = 'user' then e.actor_id::uuid end
  left join access.service_accounts s on s.id = case when e.actor_kind = 'service' then e.actor_id::uuid end
  order by e.at desc, e.id desc`;

const FIRST_PAGE = page('');
const NEXT_PAGE = page('and (at, id) < ($4::timestamptz, $5::uuid)');

/** Who had to do with the records of a patient, newest first, with the names and roles that they have now. */
export class AccessLogQuery {
  constructor(private readonly sql: Sql) {}

  /** One row more than `limit` where there are more. */
  page(patientIds: readonly string[], withRefused: boolean, limit: number, after?: AuditPosition): Promise<Row[]> {
    const values = [patientIds, withRefused, limit + 1];
    return after
      ? this.sql.query<Row>(NEXT_PAGE, [...values, after.at, after.id])
      : this.sql.query<Row>(FIRST_PAGE, values);
  }
}

export function accessLogViewOf(row: Row): AccessLogView {
  return {
    id: row.id,
    at: instantText(row.at),
    action: row.action,
    actor: { kind: row.actor_kind, displayName: row.display_name ?? undefined, roles: row.roles?.split(' ') ?? [] },
    facilityId: row.facility_id ?? undefined,
    outcome: row.outcome,
    breakGlass: row.break_glass,
  };
}
