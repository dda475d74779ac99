import { Unavailable, type Ids } from '#kernel';
import { type AnswerEntry, AnswerTrail } from '#http';
import { acting, GroupCommit, type Sql } from '#persistence';
import { actorOf } from './audit-event-rows.js';

/** JSON, since the lists of patients differ in length; PostgreSQL takes no ragged arrays. */
const WRITE = `
  insert into access.audit_events (id, actor_kind, actor_id, action, resource_type, resource_id, patient_id, patient_ids, facility_id,
    break_glass_id, outcome, reason, address, request_id)
  select id, actor_kind, actor_id, action, resource_type, resource_id, patient_id, patient_ids, facility_id,
    break_glass_id, outcome, reason, address, request_id
  from json_to_recordset($1) as answered(id uuid, actor_kind text, actor_id text, action text, resource_type text, resource_id text,
    patient_id uuid, patient_ids uuid[], facility_id uuid, break_glass_id uuid, outcome text, reason text, address text, request_id text)`;

/** Audit rows about answers: those of all requests that wait at the same time are written by one statement. */
export class AnswerRows extends AnswerTrail {
  private readonly rows = new GroupCommit<object>((rows) => this.write(rows));
  private failing = false;

  constructor(
    private readonly sql: Sql,
    private readonly ids: Ids,
    private readonly report: (line: string) => void,
  ) {
    super();
  }

  override record(entry: AnswerEntry): Promise<void> {
    const actor = acting.current();
    const { patientId } = entry;
    const { actor_kind, actor_id } = actorOf();
    return this.rows.add({
      id: this.ids.next(),
      actor_kind,
      actor_id,
      action: entry.action,
      resource_type: entry.resourceType,
      resource_id: entry.resourceId,
      patient_id: patientId,
      patient_ids: entry.patientIds,
      facility_id: entry.facilityId,
      break_glass_id: patientId === undefined ? undefined : actor?.breakGlass?.get(patientId),
      outcome: entry.outcome,
      reason: entry.reason,
      address: actor?.address,
      request_id: actor?.requestId,
    });
  }

  private async write(rows: readonly object[]): Promise<void> {
    try {
      await this.sql.query(WRITE, [JSON.stringify(rows)]);
      this.failing = false;
    } catch (error) {
      const { code, name } = error as { code?: string; name: string };
      if (!this.failing) this.report(`answers are held back, since their audit rows could not be written: ${code ?? name}`);
      this.failing = true;
      throw new Unavailable('audit trail');
    }
  }
}
