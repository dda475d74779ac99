import type { UnitOfWork } from '#kernel';
import type { Department, DepartmentChanges } from '../domain/department.js';
import type { Departments } from '../domain/registers.js';

export interface ReviseDepartmentCommand {
  departmentId: string;
  expectedVersion?: number;
  changes: DepartmentChanges;
}

/** Changes what a department is called, who leads it, and how many people it needs when. */
export class ReviseDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly departments: Departments,
  ) {}

  /** @throws NotFound, StaleVersion, DepartmentCodeTaken; RuleBroken `invalid-cover-rule` or `head-not-in-facility` */
  execute({ departmentId, expectedVersion, changes }: ReviseDepartmentCommand): Promise<Department> {
    return this.unitOfWork.run(async () => {
      const department = await this.departments.get(departmentId);
      department.expectVersion(expectedVersion);
      department.revise(changes);
      await this.departments.save(department);
      return department;
    });
  }
}
