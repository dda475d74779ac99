import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, PlainDateType, type Sql } from '#persistence';
import { Shifts } from '../../domain/plan-records.js';
import { Shift, type ShiftKind } from '../../domain/shift.js';
import { ShiftOverlap } from '../../domain/shift-errors.js';
import type { PlanState, ShiftStatus } from '../../domain/shift-machine.js';

export const ShiftMapping = defineEntity({
  class: Shift as never,
  tableName: 'shifts',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid(),
    rosterId: p.uuid().nullable(),
    templateId: p.uuid().nullable(),
    day: p.type(PlainDateType).nullable(),
    seat: p.integer().nullable(),
    kind: p.text().$type<ShiftKind>(),
    start: p.type(InstantType).fieldName('start_at'),
    end: p.type(InstantType).fieldName('end_at'),
    role: p.text().nullable(),
    specialty: p.text().nullable(),
    staffId: p.uuid().nullable(),
    status: p.text().$type<ShiftStatus>(),
    plan: p.text().$type<PlanState>(),
    overrideReason: p.text().nullable(),
    overriddenRules: p.array<string>(),
    cancelReason: p.text().nullable(),
    successorId: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('shifts_no_overlap', () => new ShiftOverlap());
explainConstraint('shifts_department', () => new NotFound('department'));
explainConstraint('shifts_roster', () => new NotFound('roster'));
explainConstraint('shifts_staff', () => new NotFound('staff member'));

export class MikroOrmShifts extends Shifts {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async get(id: string): Promise<Shift> {
    const shift = await this.entities.find(Shift, { id });
    if (!shift) throw new NotFound('shift');
    return shift;
  }

  override async all(ids: readonly string[]): Promise<Shift[]> {
    const shifts = await this.entities.findAll(Shift, { id: { $in: [...ids] } });
    return shifts.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override add(shift: Shift): void {
    this.entities.add(shift);
  }

  override async addMissing(rosterId: string, shifts: readonly Shift[]): Promise<number> {
    const rows = await this.sql.query<{ seat: string }>(
      `select template_id || ' ' || day || ' ' || seat as seat from staffing.shifts where roster_id = $1 and seat is not null`,
      [rosterId],
    );
    const taken = new Set(rows.map(({ seat }) => seat));
    const missing = shifts.filter(({ templateId, day, seat }) => !taken.has(`${templateId} ${day?.toString()} ${seat}`));
    missing.forEach((shift) => this.entities.add(shift));
    return missing.length;
  }

  override async save(): Promise<void> {
    await this.sql.lock('set constraints staffing.shifts_no_overlap deferred');
    await this.entities.save();
    await this.sql.execute('set constraints staffing.shifts_no_overlap immediate');
  }
}
