import type { Sql } from '#persistence';
import { type KnownResource, type RecordedResource, ResourceRecords, type ResourceState } from '../../application/ports.js';
import type { FhirResource } from '../../domain/fhir.js';

interface WaitingRow {
  source_key: string;
  resource_type: string;
  resource: FhirResource;
  hash: string;
  state: ResourceState;
  patient_key: string | null;
  place: string | null;
  waits_for: string | null;
  reason: string | null;
}

const RECORD = `
  insert into interop.resources as r (source_key, resource_type, resource, hash, state, patient_key, local_id, place, waits_for, reason)
  select source_key, resource_type, resource, hash, state, patient_key, local_id, place, waits_for, reason
  from jsonb_to_recordset($1::jsonb) as given (source_key text, resource_type text, resource jsonb, hash text, state text, patient_key text,
    local_id uuid, place text, waits_for text, reason text)
  on conflict (source_key) do update set resource_type = excluded.resource_type, resource = excluded.resource, hash = excluded.hash,
    state = excluded.state, patient_key = excluded.patient_key, local_id = coalesce(excluded.local_id, r.local_id), place = excluded.place,
    waits_for = excluded.waits_for, reason = excluded.reason, recorded_at = now()`;

/** Every imported resource, whole, in one table. */
export class SqlResourceRecords extends ResourceRecords {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async known(sourceKeys: readonly string[]): Promise<Map<string, KnownResource>> {
    const rows = await this.sql.query<KnownResource & { key: string }>(
      'select source_key as key, hash, state from interop.resources where source_key = any($1::text[])',
      [sourceKeys],
    );
    return new Map(rows.map(({ key, hash, state }) => [key, { hash, state }]));
  }

  override async localIdOf(sourceKey: string): Promise<string | undefined> {
    const row = await this.sql.first<{ id: string }>(
      `select local_id as id from interop.resources where source_key = $1 and state = 'taken'`,
      [sourceKey],
    );
    return row?.id;
  }

  override async facilityAt(place: string): Promise<string | undefined> {
    const row = await this.sql.first<{ id: string }>(
      `select local_id as id from interop.resources
       where place = $1 and resource_type = 'Organization' and state = 'taken' order by source_key limit 1`,
      [place],
    );
    return row?.id;
  }

  override async record(resources: readonly RecordedResource[]): Promise<void> {
    const rows = resources.map((each) => ({
      source_key: each.sourceKey,
      resource_type: each.resourceType,
      resource: each.resource,
      hash: each.hash,
      state: each.state,
      patient_key: each.patientKey,
      local_id: each.localId,
      place: each.place,
      waits_for: each.waitsFor,
      reason: each.reason,
    }));
    await this.sql.execute(RECORD, [withoutNul(JSON.stringify(rows))]);
  }

  override async waiting(after: string, limit: number): Promise<RecordedResource[]> {
    const rows = await this.sql.query<WaitingRow>(
      `select source_key, resource_type, resource, hash, state, patient_key, place, waits_for, reason
       from interop.resources where state = 'waiting' and source_key > $1 order by source_key limit $2`,
      [after, limit],
    );
    return rows.map((row) => ({
      sourceKey: row.source_key,
      resourceType: row.resource_type,
      resource: row.resource,
      hash: row.hash,
      state: row.state,
      patientKey: row.patient_key ?? undefined,
      place: row.place ?? undefined,
      waitsFor: row.waits_for ?? undefined,
      reason: row.reason ?? undefined,
    }));
  }
}

/** PostgreSQL's jsonb holds every character but U+0000, which FHIR forbids as well. */
function withoutNul(json: string): string {
  return json.replaceAll('\\u0000', '');
}
