import type { UnitOfWork } from '#kernel';
import type { StaffMembers } from '../domain/registers.js';
import type { StaffMember } from '../domain/staff-member.js';
import type { Leaving } from './leaving.js';

export interface EndEmploymentCommand {
  staffId: string;
  expectedVersion?: number;
  /** Still worked. */
  lastDay: Temporal.PlainDate;
  /** Takes over what is planned for later. */
  successorId?: string;
}

/** Says when somebody leaves, and who takes over. */
export class EndEmployment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffMembers,
    private readonly leaving: Leaving,
  ) {}

  /**
   * @throws NotFound, StaleVersion, StaffHasCommitments, ShiftOverlap, ShiftRulesBroken, InvalidTransition;
   * RuleBroken `invalid-employment` or `invalid-successor`
   */
  execute({ staffId, expectedVersion, lastDay, successorId }: EndEmploymentCommand): Promise<StaffMember> {
    return this.unitOfWork.run(async () => {
      const member = await this.staff.get(staffId);
      member.expectVersion(expectedVersion);
      if (successorId === undefined) await this.leaving.expectNothingLeft(member, lastDay);
      else await this.leaving.handOver(member, lastDay, successorId);
      member.leave(lastDay, successorId);
      await this.staff.save(member);
      return member;
    });
  }
}
