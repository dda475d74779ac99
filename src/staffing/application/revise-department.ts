import type { UnitOfWork } from '#kernel';
import type { Department } from '../domain/department.js';
import type { Departments } from '../domain/registers.js';

export interface ReviseDepartmentCommand {
  departmentId: string;
  expectedVersion?: number;
  changes: { name?: string; code?: string };
}

/** Changes a department's name or code. */
export class ReviseDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly departments: Departments,
  ) {}

  /** @throws NotFound, StaleVersion, DepartmentCodeTaken */
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
