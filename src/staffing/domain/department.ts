import { AggregateRoot, DomainError } from '#kernel';
import { type CoverRule, expectCoverRules } from './cover.js';
import { staffingEvents } from './staffing-events.js';

export interface NewDepartment {
  id: string;
  facilityId: string;
  name: string;
  code: string;
}

/** A merge patch: null removes, a list replaces the list. */
export interface DepartmentChanges {
  name?: string;
  code?: string;
  headId?: string | null;
  coverRules?: CoverRule[] | null;
  rosteringRequired?: boolean | null;
}

/** A part of a facility in which people work: a ward, a clinic, a pharmacy. */
export class Department extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly name: string;
  /** Short name, unique in the facility. */
  readonly code: string;
  /** Whoever leads it: a member of staff of the facility. */
  readonly headId?: string;
  /** How many people it needs when. */
  readonly coverRules: CoverRule[];
  /** Its people can be booked in published shifts alone; without it the facility's setting counts. */
  readonly rosteringRequired?: boolean;

  constructor(fields: NewDepartment) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.name = fields.name;
    this.code = fields.code;
    this.coverRules = [];
  }

  /** @throws RuleBroken `invalid-cover-rule` */
  revise({ name = this.name, code = this.code, headId, coverRules, rosteringRequired }: DepartmentChanges): void {
    expectCoverRules(coverRules ?? []);
    Object.assign(this, {
      name,
      code,
      headId: headId === undefined ? this.headId : (headId ?? undefined),
      coverRules: coverRules === undefined ? this.coverRules : (coverRules ?? []),
      rosteringRequired: rosteringRequired === undefined ? this.rosteringRequired : (rosteringRequired ?? undefined),
    });
    const { id: departmentId, facilityId } = this;
    this.record({ type: staffingEvents.departmentChanged, aggregateId: departmentId, payload: { departmentId, facilityId } });
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
