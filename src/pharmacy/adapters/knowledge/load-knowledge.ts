import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { type Clock, type Ids, RuleBroken, type UnitOfWork } from '#kernel';
import type { Sql } from '#persistence';
import { type Cells, type KnowledgeRow, rowsOf } from './knowledge-rows.js';
import { type Manifest, readManifest } from './manifest.js';

/** What became of a load: how many rows of each table the version has. */
export interface LoadReport {
  outcome: 'loaded' | 'unchanged';
  name: string;
  version: string;
  counts: Record<string, number>;
}

/** Rows of one statement. */
const BATCH = 2_000;

type Buffered = Map<KnowledgeRow['table'], KnowledgeRow['values'][]>;

/**
 * Loads a version of the knowledge base and makes it the current one, all or nothing. The same again changes nothing; a
 * version of the same name with another content is refused, since checks refer to it.
 */
export class LoadKnowledge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleBroken `invalid-knowledge`, `knowledge-version-taken` */
  async execute(path: string): Promise<LoadReport> {
    const manifest = await readManifest(path);
    const checksum = await checksumOf(manifest);
    return this.unitOfWork.run(async () => {
      // Two loads at once wait for each other; checks go on reading.
      await this.sql.lock('lock table pharmacy.knowledge_bases in share row exclusive mode');
      const known = await this.known(manifest);
      if (known && known.checksum !== checksum) {
        throw new RuleBroken('knowledge-version-taken', 'This version was loaded with another content. Give it another version.');
      }
      if (known) return this.makeCurrent(known.id, manifest, known.counts);
      return this.load(manifest, checksum);
    });
  }

  private known({ name, version }: Manifest): Promise<{ id: string; checksum: string; counts: Record<string, number> } | undefined> {
    return this.sql.first('select id, checksum, counts from pharmacy.knowledge_bases where name = $1 and version = $2', [name, version]);
  }

  private async makeCurrent(id: string, { name, version }: Manifest, counts: Record<string, number>): Promise<LoadReport> {
    await this.sql.execute('update pharmacy.knowledge_bases set is_current = false where is_current and id <> $1', [id]);
    await this.sql.execute('update pharmacy.knowledge_bases set is_current = true where id = $1 and not is_current', [id]);
    return { outcome: 'unchanged', name, version, counts };
  }

  private async load(manifest: Manifest, checksum: string): Promise<LoadReport> {
    const { name, version, date, files } = manifest;
    const id = this.ids.next();
    await this.sql.execute(
      `insert into pharmacy.knowledge_bases (id, name, version, dated, checksum, loaded_at, counts, is_current)
       values ($1, $2, $3, $4, $5, $6, '{}', false)`,
      [id, name, version, date, checksum, this.clock.now().toString()],
    );
    const counts = { terms: 0, interactions: 0, classes: 0, doses: 0 };
    const buffered: Buffered = new Map();
    for (const file of files) {
      let line = 1;
      for await (const cells of linesOf(file.path)) {
        line += 1;
        for (const row of rowsOf(file, cells, line)) counts[row.table] += await this.put(id, row, buffered);
      }
      for (const table of buffered.keys()) counts[table] += await this.flush(id, table, buffered);
    }
    await this.sql.execute('update pharmacy.knowledge_bases set counts = $2 where id = $1', [id, JSON.stringify(counts)]);
    return { ...(await this.makeCurrent(id, manifest, counts)), outcome: 'loaded' };
  }

  private async put(id: string, { table, values }: KnowledgeRow, buffered: Buffered): Promise<number> {
    const rows = buffered.get(table) ?? [];
    buffered.set(table, rows);
    return rows.push(values) < BATCH ? 0 : this.flush(id, table, buffered);
  }

  /** A pair or membership that stands in two files counts once: as the first says it. */
  private async flush(id: string, table: KnowledgeRow['table'], buffered: Buffered): Promise<number> {
    const rows = buffered.get(table) ?? [];
    buffered.set(table, []);
    const text = `insert into pharmacy.knowledge_${table}
      select (jsonb_populate_record(null::pharmacy.knowledge_${table}, each || jsonb_build_object('base_id', $1::text))).*
      from jsonb_array_elements($2::jsonb) each on conflict do nothing`;
    return rows.length === 0 ? 0 : this.sql.execute(text, [id, JSON.stringify(rows)]);
  }
}

/** The lines of a CSV file by their headers, one at a time, so that its size is no matter. */
function linesOf(path: string): AsyncIterable<Cells> {
  return createReadStream(path).pipe(parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }));
}

async function checksumOf({ files, ...rest }: Manifest): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([rest, files.map(({ path: _, ...file }) => file)]));
  for (const { path } of files) for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
