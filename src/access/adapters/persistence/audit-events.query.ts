import { instantText, type Sql } from '#persistence';

/** Which part of the audit trail is asked for; `from` inclusive, `to` exclusive. */
export interface AuditFilter {
  patientId?: string;
  actorId?: string;
  action?: string;
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
  facilityId?: string;
  outcome: string;
  reason?: string;
  address?: string;
  requestId?: string;
  changed?: string[];
}

type Row = Record<
  'id' | 'at' | 'actor_kind' | 'actor_id' | 'action' | 'resource_type' | 'resource_id' | 'patient_id' | 'facility_id' | 'outcome',
  string
> & { reason: string | null; address: string | null; request_id: string | null; changed: string[] | null };

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
    where((place) => `patient_id = ${place}`, filter.patientId);
    where((place) => `actor_id = ${place}`, filter.actorId);
    where((place) => `action = ${place}`, filter.action);
    where((place) => `at >= ${place}`, filter.from);
    where((place) => `at < ${place}`, filter.to);
    where((at, id) => `(at, id) < (${at}::timestamptz, ${id}::uuid)`, after?.at, after?.id);
    const filtered = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
    return this.sql.query<Row>(
      `select id, at, actor_kind, actor_id, action, resource_type, resource_id, patient_id, facility_id, outcome, reason, address,
         request_id, changed
       from access.audit_events ${filtered} order by at desc, id desc limit $${values.push(limit + 1)}`,
      values,
    );
  }
}

export function auditEventOf(row: Row): AuditEventRow {
  return {
    id: row.id,
    at: instantText(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id ?? undefined },
    action: row.action,
    resource: { type: row.resource_type, id: row.resource_id ?? undefined },
    patientId: row.patient_id ?? undefined,
    facilityId: row.facility_id ?? undefined,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    address: row.address ?? undefined,
    requestId: row.request_id ?? undefined,
    changed: row.changed ?? undefined,
  };
}
