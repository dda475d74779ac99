import type { Ids, UnitOfWork } from '#kernel';
import type { StaffMembers } from '../domain/registers.js';
import { type NewStaffMember, StaffMember } from '../domain/staff-member.js';

export type HireStaffCommand = Omit<NewStaffMember, 'id'>;

/** A new member of staff. */
export class HireStaff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffMembers,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; IdentifierTaken; RuleBroken `department-not-in-facility` or `invalid-employment` */
  execute(command: HireStaffCommand): Promise<StaffMember> {
    return this.unitOfWork.run(async () => {
      const member = StaffMember.hire({ ...command, id: this.ids.next() });
      this.staff.add(member);
      return member;
    });
  }
}
