import type { UnitOfWork } from '#kernel';
import type { StaffMembers } from '../domain/registers.js';
import type { StaffMember, StaffMemberChanges } from '../domain/staff-member.js';

export interface ReviseStaffCommand {
  staffId: string;
  expectedVersion?: number;
  changes: StaffMemberChanges;
}

/** Changes what is known of a member of staff, the end of their employment included. */
export class ReviseStaff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffMembers,
  ) {}

  /** @throws NotFound, StaleVersion, IdentifierTaken; RuleBroken `department-not-in-facility` or `invalid-employment` */
  execute({ staffId, expectedVersion, changes }: ReviseStaffCommand): Promise<StaffMember> {
    return this.unitOfWork.run(async () => {
      const member = await this.staff.get(staffId);
      member.expectVersion(expectedVersion);
      member.revise(changes);
      await this.staff.save(member);
      return member;
    });
  }
}
