import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, type Sql } from '#persistence';
import { LeaveEntitlement } from '../../domain/leave-entitlement.js';
import { EntitlementExceeded } from '../../domain/leave-errors.js';
import { LeaveEntitlements } from '../../domain/leave-registers.js';
import { HalvesType } from './halves-type.js';

export const LeaveEntitlementMapping = defineEntity({
  class: LeaveEntitlement,
  tableName: 'leave_entitlements',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    staffId: p.uuid(),
    kind: p.text(),
    year: p.integer(),
    days: p.type(HalvesType).fieldName('half_days'),
    usedDays: p.type(HalvesType).fieldName('used_half_days'),
    version: p.integer().version(),
  },
});

explainConstraint('leave_entitlements_not_exceeded', () => new EntitlementExceeded());
explainConstraint('leave_entitlements_staff', () => new NotFound('staff member'));

export class MikroOrmLeaveEntitlements extends LeaveEntitlements {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(entitlement: LeaveEntitlement): void {
    this.entities.add(entitlement, 'leave-entitlement');
  }

  override find(staffId: string, kind: string, year: number): Promise<LeaveEntitlement | undefined> {
    return this.entities.find(LeaveEntitlement, { staffId, kind, year });
  }

  override ofYears(staffId: string, kind: string, years: readonly number[]): Promise<LeaveEntitlement[]> {
    return this.entities.findAll(LeaveEntitlement, { staffId, kind, year: { $in: [...years] } });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async remove({ id }: LeaveEntitlement): Promise<void> {
    await this.sql.execute('delete from staffing.leave_entitlements where id = $1', [id]);
  }
}
