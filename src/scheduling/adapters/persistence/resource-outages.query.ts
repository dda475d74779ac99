import { instantText, type Sql } from '#persistence';
import type { OutageStatus } from '../../domain/resource-outage-machine.js';

/** An outage as it is read. */
export interface ResourceOutageView {
  id: string;
  facilityId: string;
  resourceId: string;
  start: string;
  end?: string;
  reason: string;
  status: OutageStatus;
  declaredBy: string;
  endedAt?: string;
  endedBy?: string;
  version: number;
}

type Sometimes = 'end' | 'endedAt' | 'endedBy';
type OutageRow = Omit<ResourceOutageView, Sometimes> & { [Name in Sometimes]: string | null };

export interface OutageFilter {
  facilityId?: string;
  resourceId?: string;
  status?: OutageStatus;
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

/** As in the domain, at the instant `$1`. */
const STATUS = `case when end_at <= start_at or end_at <= $1 then 'over' when start_at > $1 then 'planned' else 'in-force' end`;

const OUTAGE = `select id, facility_id as "facilityId", resource_id as "resourceId", start_at as start, end_at as "end", reason,
  ${STATUS} as status, declared_by as "declaredBy", ended_at as "endedAt", ended_by as "endedBy", version from scheduling.resource_outages`;

const VISIBLE = '($2::uuid[] is null or facility_id = any($2))';

/** Outages for reading. */
export class ResourceOutagesQuery {
  constructor(private readonly sql: Sql) {}

  /** In the order of their start; one more than the limit where there are more. */
  async page(filter: OutageFilter, now: Temporal.Instant, limit: number, after: readonly string[] = []): Promise<ResourceOutageView[]> {
    const { within, facilityId, resourceId, status } = filter;
    const [start, id] = after;
    const rows = await this.sql.query<OutageRow>(
      `${OUTAGE} where ${VISIBLE} and ($3::uuid is null or facility_id = $3) and ($4::uuid is null or resource_id = $4)
       and ($5::text is null or ${STATUS} = $5)
       and ($6::timestamptz is null or (start_at, id) > ($6, $7::uuid)) order by start_at, id limit $8`,
      [now.toString(), within, facilityId, resourceId, status, start, id, limit + 1].map((value) => value ?? null),
    );
    return rows.map(viewOf);
  }

  async one(id: string, now: Temporal.Instant, within: readonly string[] | undefined): Promise<ResourceOutageView | undefined> {
    const row = await this.sql.first<OutageRow>(`${OUTAGE} where ${VISIBLE} and id = $3`, [now.toString(), within ?? null, id]);
    return row && viewOf(row);
  }
}

function viewOf({ end, endedAt, endedBy, ...row }: OutageRow): ResourceOutageView {
  return {
    ...row,
    start: instantText(row.start),
    ...(end === null ? {} : { end: instantText(end) }),
    ...(endedAt === null ? {} : { endedAt: instantText(endedAt) }),
    ...(endedBy === null ? {} : { endedBy }),
  };
}
