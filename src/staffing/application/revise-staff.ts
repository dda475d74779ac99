import type { UnitOfWork } from '#kernel';
import type { StaffMembers } from '../domain/registers.js';
import type { StaffMember, StaffMemberChanges } from '../domain/staff-member.js';
import type { Leaving } from './leaving.js';

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
    private readonly leaving: Leaving,
  ) {}

  /**
   * @throws NotFound, StaleVersion, IdentifierTaken, StaffHasCommitments;
   * RuleBroken `department-not-in-facility` or `invalid-employment`
   */
  execute({ staffId, expectedVersion, changes }: ReviseStaffCommand): Promise<StaffMember> {
    return this.unitOfWork.run(async () => {
      const member = await this.staff.get(staffId);
      member.expectVersion(expectedVersion);
      if (changes.employmentEnd) await this.leaving.expectNothingLeft(member, changes.employmentEnd);
      member.revise(changes);
      await this.staff.save(member);
      return member;
    });
  }
}
