import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import type { Entities } from '#persistence';
import { ShiftTemplates } from '../../domain/plan-records.js';
import type { ShiftKind } from '../../domain/shift.js';
import { ShiftTemplate } from '../../domain/shift-template.js';

export const ShiftTemplateMapping = defineEntity({
  class: ShiftTemplate as never,
  tableName: 'shift_templates',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid(),
    name: p.text(),
    kind: p.text().$type<ShiftKind>(),
    from: p.text().fieldName('from_time'),
    to: p.text().fieldName('to_time'),
    weekdays: p.json<number[]>(),
    count: p.integer(),
    role: p.text().nullable(),
    specialty: p.text().nullable(),
    active: p.boolean(),
    version: p.integer().version(),
  },
});

export class MikroOrmShiftTemplates extends ShiftTemplates {
  constructor(private readonly entities: Entities) {
    super();
  }

  override async get(id: string): Promise<ShiftTemplate> {
    const template = await this.entities.find(ShiftTemplate, { id });
    if (!template) throw new NotFound('shift template');
    return template;
  }

  override async activeOf(departmentId: string): Promise<ShiftTemplate[]> {
    const templates = await this.entities.findAll(ShiftTemplate, { departmentId, active: true });
    return templates.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override add(template: ShiftTemplate): void {
    this.entities.add(template);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
