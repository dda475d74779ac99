import type { Ids, UnitOfWork } from '#kernel';
import { Department, type NewDepartment } from '../domain/department.js';
import type { Departments } from '../domain/registers.js';

export type OpenDepartmentCommand = Omit<NewDepartment, 'id'>;

/** A new department of a facility. */
export class OpenDepartment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly departments: Departments,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; DepartmentCodeTaken */
  execute(command: OpenDepartmentCommand): Promise<Department> {
    return this.unitOfWork.run(async () => {
      const department = new Department({ ...command, id: this.ids.next() });
      this.departments.add(department);
      return department;
    });
  }
}
