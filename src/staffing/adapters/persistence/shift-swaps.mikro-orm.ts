import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { ShiftSwaps } from '../../domain/plan-records.js';
import { ShiftInSwap } from '../../domain/shift-errors.js';
import { ShiftSwap, type SwapStatus } from '../../domain/shift-swap.js';

export const ShiftSwapMapping = defineEntity({
  class: ShiftSwap as never,
  tableName: 'shift_swaps',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid(),
    shiftId: p.uuid(),
    requesterId: p.uuid(),
    colleagueId: p.uuid(),
    inReturnShiftId: p.uuid().nullable(),
    reason: p.text().nullable(),
    status: p.text().$type<SwapStatus>(),
    expiresAt: p.type(InstantType),
    rejectReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('shift_swaps_once', () => new ShiftInSwap());
explainConstraint('shift_swaps_in_return_once', () => new ShiftInSwap());
explainConstraint('shift_swaps_colleague', () => new NotFound('staff member'));

export class MikroOrmShiftSwaps extends ShiftSwaps {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async get(id: string): Promise<ShiftSwap> {
    const swap = await this.entities.find(ShiftSwap, { id });
    if (!swap) throw new NotFound('shift swap');
    return swap;
  }

  override add(swap: ShiftSwap): void {
    this.entities.add(swap);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async overdue(now: Temporal.Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from staffing.shift_swaps where status in ('requested', 'accepted') and expires_at <= $1
       order by expires_at limit $2`,
      [now.toString(), limit],
    );
    return rows.map(({ id }) => id);
  }
}
