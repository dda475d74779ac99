import { instantText, type Sql } from '#persistence';

/** Which part of the audit trail is asked for; `from` inclusive, `to` exclusive. */
export interface AuditFilter {
  patientId?: string;
  /** Lists too in which the patient was one of several. No index helps there, so `from` and `to` are not far apart. */
  inLists?: boolean;
  actorId?: string;
  action?: string;
  outcome?: string;
  from?: string;
  to?: string;
}

/** Where a page begins: behind the row with this time and id. */
export interface AuditPosition {
  at: string;
  id: string;
}

/** One line of the audit trail. */
export interface AuditEventRow {
  id: string;
  at: string;
  actor: { kind: string; id?: string };
  action: string;
  resource: { type: string; id?: string };
  patientId?: string;
  patientIds?: string[];
  facilityId?: string;
  breakGlassId?: string;
  outcome: string;
  reason?: string;
  address?: string;
  requestId?: string;
  changed?: string[];
}

type Row = Record<
  'id' | 'at' | 'actor_kind' | 'actor_id' | 'action' | 'resource_type' | 'resource_id' | 'patient_id' | 'facility_id' | 'outcome',
  string
> & Record<'reason' | 'address' | 'request_id' | 'break_glass_id', string | null> &
  Record<'patient_ids' | 'changed', string[] | null>;

/** The audit trail for reading, newest first. */
export class AuditEventsQuery {
  constructor(private readonly sql: Sql) {}

  /** One row more than `limit` where there are more. */
  async page(filter: AuditFilter, limit: number, after?: AuditPosition): Promise<Row[]> {
    const values: unknown[] = [];
    const conditions: string[] = [];
    const where = (condition: (...places: string[]) => string, ...given: (string | undefined)[]): void => {
      if (given.some((value) => value === undefined)) return;
      conditions.push(condition(...given.map((value) => `$${values.push(value)}`)));
    };
    where((place) => (filter.inLists ? `(patient_id = ${place} or ${place} = any (patient_ids))` : `patient_id = ${place}`), filter.patientId);
    where((place) => `actor_id = ${place}`, filter.actorId);
    where((place) => `action = ${place}`, filter.action);
    where((place) => `outcome = ${place}`, filter.outcome);
    where((place) => `at >= ${place}`, filter.from);
    where((place) => `at < ${place}`, filter.to);
    where((at, id) => `(at, id) < (${at}::timestamptz, ${id}::uuid)`, after?.at, after?.id);
    const filtered = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
    return this.sql.query<Row>(
      `select id, at, actor_kind, actor_id, action, resource_type, resource_id, patient_id, patient_ids, facility_id,
         break_glass_id, outcome, reason, address, request_id, changed
       from access.audit_events ${filtered} order by at desc, id desc limit $${values.push(limit + 1)}`,
      values,
    );
  }
}

export function auditEventOf(row: Row): AuditEventRow {
  return {
    id: row.id,
    at: instantText(row.at),
    actor: { kind: row.actor_kind, id: present(row.actor_id) },
    action: row.action,
    resource: { type: row.resource_type, id: present(row.resource_id) },
    patientId: present(row.patient_id),
    patientIds: present(row.patient_ids),
    facilityId: present(row.facility_id),
    breakGlassId: present(row.break_glass_id),
    outcome: row.outcome,
    reason: present(row.reason),
    address: present(row.address),
    requestId: present(row.request_id),
    changed: present(row.changed),
  };
}

function present<T>(value: T | null): T | undefined {
  return value ?? undefined;
}
