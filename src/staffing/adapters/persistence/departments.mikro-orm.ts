import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
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
    version: p.integer().version(),
  },
});

explainConstraint('departments_facility', () => new NotFound('facility'));
explainConstraint('departments_code', () => new DepartmentCodeTaken());

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

  override save(): Promise<void> {
    return this.entities.save();
  }
}
