import type { AuditTrail, Ids, UnitOfWork } from '#kernel';
import type { ExternalIdentifier } from '../domain/external-identifier.js';
import type { StaffMembers } from '../domain/registers.js';
import { type NewStaffMember, StaffMember } from '../domain/staff-member.js';
import type { ImportOutcome } from './import-outcome.js';

export interface ImportPractitionerCommand extends Omit<NewStaffMember, 'id'> {
  /** At least one, such as an NPI; any of them finds a person who is known already. */
  identifiers: ExternalIdentifier[];
}

/**
 * Takes over a practitioner from another system. Whoever shares an identifier is the same person, whatever
 * the source calls the record. What is known stays and gaps are filled, so that the same input again
 * changes nothing.
 */
export class ImportPractitioner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly staff: StaffMembers,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound where there is no such facility; RuleBroken `invalid-employment` */
  execute(command: ImportPractitionerCommand): Promise<ImportOutcome> {
    return this.unitOfWork.run(async () => {
      const known = await this.staff.findByIdentifiers(command.identifiers);
      if (!known) return this.create(command);
      if (!known.complete(command)) return { id: known.id, outcome: 'unchanged' };
      await this.staff.save(known);
      return this.audited(known, 'updated');
    });
  }

  private create(command: ImportPractitionerCommand): ImportOutcome {
    const member = StaffMember.hire({ ...command, id: this.ids.next() });
    this.staff.add(member);
    return this.audited(member, 'created');
  }

  private audited({ id, facilityId }: StaffMember, outcome: ImportOutcome['outcome']): ImportOutcome {
    this.audit.record({ action: 'staff.import', resourceType: 'staff', resourceId: id, facilityId });
    return { id, outcome };
  }
}
