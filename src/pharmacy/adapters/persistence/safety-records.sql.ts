import type { Ids } from '#kernel';
import type { Entities, Sql } from '#persistence';
import type { Judgement } from '../../domain/judgement.js';
import { type NotedCheck, type SafetyCheck, SafetyRecords } from '../../application/ports.js';

type Given = Judgement & { reason: string; at: Temporal.Instant };

/** Keeps checks and judgements; nothing of it is changed later. */
export class SqlSafetyRecords extends SafetyRecords {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly ids: Ids,
  ) {
    super();
  }

  override note({ prescriptionId, patientId, point, by, at, base, findings }: NotedCheck): void {
    const row = {
      id: this.ids.next(),
      prescription_id: prescriptionId,
      patient_id: patientId,
      point,
      checked_at: at.toString(),
      checked_by: by,
      base: base && JSON.stringify(base),
      findings: JSON.stringify(findings),
    };
    this.entities.insert({ table: 'pharmacy.safety_checks', row });
  }

  override async latest(prescriptionId: string): Promise<SafetyCheck> {
    const row = await this.sql.first<{ base: SafetyCheck['base'] | null; findings: SafetyCheck['findings'] }>(
      'select base, findings from pharmacy.safety_checks where prescription_id = $1 order by id desc limit 1',
      [prescriptionId],
    );
    return { base: row?.base ?? undefined, findings: row?.findings ?? [] };
  }

  override async judgements(prescriptionId: string): Promise<{ overrides: Judgement[]; approvals: Judgement[] }> {
    const rows = await this.sql.query<Judgement & { approving: boolean }>(
      `select finding_id as "findingId", overridden_by as by, false as approving from pharmacy.safety_overrides where prescription_id = $1
       union all select finding_id, approved_by, true from pharmacy.safety_approvals where prescription_id = $1`,
      [prescriptionId],
    );
    return { overrides: rows.filter(({ approving }) => !approving), approvals: rows.filter(({ approving }) => approving) };
  }

  override override(prescriptionId: string, { findingId, by, reason, at }: Given): void {
    const row = { prescription_id: prescriptionId, finding_id: findingId, reason, overridden_by: by, overridden_at: at.toString() };
    this.entities.insert({ table: 'pharmacy.safety_overrides', row, ifAbsent: true });
  }

  override async approve(prescriptionId: string, { findingId, by, reason, at }: Given): Promise<void> {
    await this.sql.execute(
      `insert into pharmacy.safety_approvals (prescription_id, finding_id, reason, approved_by, approved_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [prescriptionId, findingId, reason, by, at.toString()],
    );
  }
}
