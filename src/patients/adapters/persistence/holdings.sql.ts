import { DomainError } from '#kernel';
import type { Entities, Sql } from '#persistence';
import { MergeConflict } from '../../domain/merge-errors.js';
import type { PatientMerge } from '../../domain/patient-merge.js';
import { Holdings } from '../../domain/patient-merges.js';
import type { PatientHolding } from '../../patients.facade.js';
import { followingRows, movedRows, type PatientHoldings, restoredRows } from './patient-holdings.js';

interface Hands {
  from: string;
  to: string;
}

/** Moves rows of all contexts in the transaction of the merge, as they have said where to find them. */
export class SqlHoldings extends Holdings {
  constructor(
    private readonly sql: Sql,
    private readonly entities: Entities,
    private readonly known: PatientHoldings,
  ) {
    super();
  }

  override async expectSettled({ survivorId, mergedId }: PatientMerge): Promise<void> {
    const found: string[] = [];
    for (const { code, query } of this.known.obstacles) {
      const rows = await this.sql.query(`select from (${query}) o limit 1`, [survivorId, mergedId]);
      if (rows.length > 0) found.push(code);
    }
    if (found.length > 0) throw new MergeConflict(found);
  }

  override async move({ id, survivorId, mergedId }: PatientMerge): Promise<void> {
    for (const holding of this.known.holdings.values()) {
      const keys = await this.handOver(holding, movedRows(holding), { from: mergedId, to: survivorId });
      if (keys.length === 0) continue;
      this.entities.insert({ table: 'patients.merge_moves', row: { merge_id: id, holding: holding.name, row_keys: keys } });
    }
  }

  override async restore({ id, survivorId, mergedId }: PatientMerge): Promise<void> {
    const moves = await this.sql.query<{ holding: string; keys: string[] }>(
      'select holding, row_keys as keys from patients.merge_moves where merge_id = $1',
      [id],
    );
    for (const { holding, keys } of moves) {
      const known = this.known.holdings.get(holding);
      if (!known) throw new Error(`No context knows ${holding}, of which rows were moved.`);
      await this.handOver(known, restoredRows(known), { from: survivorId, to: mergedId }, keys);
    }
  }

  /** With the rows goes what belongs to them. */
  private async handOver(holding: PatientHolding, text: string, { from, to }: Hands, listed?: string[]): Promise<string[]> {
    try {
      const rows = await this.sql.lock<{ key: string }>(text, listed ? [to, from, listed] : [to, from]);
      const keys = rows.map(({ key }) => key);
      if (keys.length === 0) return keys;
      for (const part of holding.parts ?? []) await this.sql.execute(followingRows(part, holding), [to, from, keys]);
      return keys;
    } catch (error) {
      throw isClash(error) ? new MergeConflict([holding.name]) : error;
    }
  }
}

/** What is unique or may not overlap, explained by its context or not: something came about after the obstacles were looked for. */
function isClash(error: unknown): boolean {
  if (error instanceof DomainError) return error.kind === 'conflict';
  return ['23505', '23P01'].includes((error as { code?: string }).code ?? '');
}
