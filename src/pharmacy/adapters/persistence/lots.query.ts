import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { AdjustmentLine, AdjustmentStatus } from '../../domain/stock-adjustment.js';
import type { LotAction, LotStatus } from '../../domain/lot-machine.js';
import { releasedDispenses } from './released-dispenses.sql.js';
import type { Within } from './stock.query.js';

/** Something that was done with a lot. */
export interface LotActView {
  action: string;
  from: LotStatus;
  to: LotStatus;
  reason: string;
  actor: string;
  witness?: string;
  at: string;
}

export interface LotView {
  id: string;
  facilityId: string;
  medicationId: string;
  number: string;
  part: number;
  expiresOn: string;
  status: LotStatus;
  /** What waits for a witness. */
  pending?: { action: LotAction; reason: string; requestedBy: string };
  history: LotActView[];
  /** Ids of dispenses for which it was held, and is no more. */
  releasedDispenses: string[];
  version: number;
}

export interface AdjustmentView {
  id: string;
  facilityId: string;
  locationId: string;
  status: AdjustmentStatus;
  reason: string;
  lines: readonly AdjustmentLine[];
  reverses?: string;
  reversedBy?: string;
  requestedBy: string;
  requestedAt: string;
  witnessedBy?: string;
  releasedDispenses: string[];
  version: number;
}

type LotRow = Omit<LotView, 'history' | 'pending'> & { action: LotAction | null; reason: string; requestedBy: string };

/** Lots and adjustments for reading. */
export class LotsQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound where there is none, or it is not visible */
  async lot(id: string, within: Within): Promise<LotView> {
    const row = await this.sql.first<LotRow>(
      `select id, facility_id as "facilityId", medication_id as "medicationId", number, part, expires_on as "expiresOn", status,
         pending_action as action, pending_reason as reason, pending_by as "requestedBy", version,
         ${releasedDispenses('lots.id')}
       from pharmacy.lots where id = $1 and ($2::uuid[] is null or facility_id = any($2))`,
      [id, within ?? null],
    );
    if (!row) throw new NotFound('lot');
    const { action, reason, requestedBy, ...lot } = row;
    return { ...lot, ...(action ? { pending: { action, reason, requestedBy } } : {}), history: await this.history(id) };
  }

  private async history(id: string): Promise<LotActView[]> {
    const rows = await this.sql.query<LotActView & { witness: string | null }>(
      `select action, from_status as "from", to_status as "to", reason, actor, witness, at from pharmacy.lot_acts
       where lot_id = $1 order by at, id`,
      [id],
    );
    return rows.map(({ witness, at, ...act }) => ({ ...act, ...(witness === null ? {} : { witness }), at: instantText(at) }));
  }

  /** Ids of dispenses that lost stock to what has an id. */
  async released(causeId: string): Promise<string[]> {
    const row = await this.sql.first<{ releasedDispenses: string[] }>(`select ${releasedDispenses('$1::uuid')}`, [causeId]);
    return row!.releasedDispenses;
  }

  /** @throws NotFound where there is none, or it is not visible */
  async adjustment(id: string, within: Within): Promise<AdjustmentView> {
    const [row] = await this.sql.query<AdjustmentView>(
      `select a.id, a.facility_id as "facilityId", a.location_id as "locationId", a.status, a.reason, a.lines, a.reverses,
         r.id as "reversedBy", a.requested_by as "requestedBy", a.requested_at as "requestedAt", a.witnessed_by as "witnessedBy", a.version,
         ${releasedDispenses('a.id')}
       from pharmacy.stock_adjustments a
       left join pharmacy.stock_adjustments r on r.reverses = a.id and r.status <> 'cancelled'
       where a.id = $1 and ($2::uuid[] is null or a.facility_id = any($2))`,
      [id, within ?? null],
    );
    if (!row) throw new NotFound('stock adjustment');
    const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AdjustmentView;
    return { ...present, requestedAt: instantText(row.requestedAt) };
  }
}
