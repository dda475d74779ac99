import { AggregateRoot, DomainError } from '#kernel';

export interface NewDepartment {
  id: string;
  facilityId: string;
  name: string;
  code: string;
}

/** A part of a facility in which people work: a ward, a clinic, a pharmacy. */
export class Department extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly name: string;
  /** Short name, unique in the facility. */
  readonly code: string;

  constructor(fields: NewDepartment) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.name = fields.name;
    this.code = fields.code;
  }

  revise({ name = this.name, code = this.code }: { name?: string; code?: string }): void {
    Object.assign(this, { name, code });
  }
}

/** Another department of the facility has this code. */
export class DepartmentCodeTaken extends DomainError {
  readonly code = 'department-code-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another department of this facility has this code.');
  }
}
