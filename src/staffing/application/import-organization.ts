import type { AuditTrail, Ids, UnitOfWork } from '#kernel';
import type { ExternalIdentifier } from '../domain/external-identifier.js';
import { Facility, type NewFacility } from '../domain/facility.js';
import type { Facilities } from '../domain/registers.js';
import type { ImportOutcome } from './import-outcome.js';

export interface ImportOrganizationCommand extends Omit<NewFacility, 'id'> {
  /** At least one; any of them finds a facility that is known already. */
  identifiers: ExternalIdentifier[];
}

/**
 * Takes over an organisation from another system as a facility. What is known stays and gaps are
 * filled, so that the same input again changes nothing.
 */
export class ImportOrganization {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facilities: Facilities,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws RuleBroken `invalid-time-zone` or `invalid-currency` */
  execute(command: ImportOrganizationCommand): Promise<ImportOutcome> {
    return this.unitOfWork.run(async () => {
      const known = await this.facilities.findByIdentifiers(command.identifiers);
      if (!known) return this.create(command);
      if (!known.complete(command)) return { id: known.id, outcome: 'unchanged' };
      await this.facilities.save(known);
      return this.audited(known.id, 'updated');
    });
  }

  private create(command: ImportOrganizationCommand): ImportOutcome {
    const facility = Facility.open({ ...command, id: this.ids.next() });
    this.facilities.add(facility);
    return this.audited(facility.id, 'created');
  }

  private audited(id: string, outcome: ImportOutcome['outcome']): ImportOutcome {
    this.audit.record({ action: 'facility.import', resourceType: 'facility', resourceId: id, facilityId: id });
    return { id, outcome };
  }
}
