import { defineEntity, p } from '@mikro-orm/core';
import { NotFound, RuleBroken } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
import type { CoverRule } from '../../domain/cover.js';
import { Department, DepartmentCodeTaken } from '../../domain/department.js';
import { Departments } from '../../domain/registers.js';

export const DepartmentMapping = defineEntity({
  class: Department,
  tableName: 'departments',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    name: p.text(),
    code: p.text(),
    headId: p.uuid().nullable(),
    coverRules: p.json<CoverRule[]>(),
    rosteringRequired: p.boolean().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('departments_facility', () => new NotFound('facility'));
explainConstraint('departments_code', () => new DepartmentCodeTaken());
explainConstraint(
  'departments_head',
  () =>
    new RuleBroken('head-not-in-facility', 'The head of a department is a member of staff of its facility.', {
      errors: [{ pointer: '/headId', message: 'is no member of staff of the facility' }],
    }),
);

export class MikroOrmDepartments extends Departments {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(department: Department): void {
    this.entities.add(department);
  }

  override async get(id: string): Promise<Department> {
    const department = await this.entities.find(Department, { id });
    if (!department) throw new NotFound('department');
    return department;
  }

  override headedBy(staffId: string): Promise<Department[]> {
    return this.entities.findAll(Department, { headId: staffId });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
