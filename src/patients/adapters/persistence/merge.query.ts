import { instantText, type Sql } from '#persistence';

/** A merge as a screen shows one. */
export interface MergeView {
  id: string;
  survivorId: string;
  mergedId: string;
  status: 'merged' | 'reverted';
  mergedAt: string;
  revertedAt?: string;
  /** What the merge moved, by holding; what belongs to those rows is not counted. */
  moved: { holding: string; rows: number }[];
  version: number;
}

type Row = Omit<MergeView, 'status' | 'revertedAt'> & { revertedAt: string | null };

const BY_ID = `
  select m.id, m.survivor_id as "survivorId", m.merged_id as "mergedId", m.merged_at as "mergedAt", m.reverted_at as "revertedAt", m.version,
    coalesce((select json_agg(json_build_object('holding', v.holding, 'rows', cardinality(v.row_keys)) order by v.holding)
      from patients.merge_moves v where v.merge_id = m.id), '[]') as moved
  from patients.merges m where m.id = $1`;

/** Reads one merge, straight from its rows. */
export class MergeQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<MergeView | undefined> {
    const row = await this.sql.first<Row>(BY_ID, [id]);
    if (!row) return undefined;
    const { mergedAt, revertedAt, ...rest } = row;
    const ended = revertedAt === null ? {} : { revertedAt: instantText(revertedAt) };
    return { ...rest, status: revertedAt === null ? 'merged' : 'reverted', mergedAt: instantText(mergedAt), ...ended };
  }
}
