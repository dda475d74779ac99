import type { Availability } from './availability.js';
import type { Credential } from './credential.js';
import type { Department } from './department.js';
import type { ExternalIdentifier } from './external-identifier.js';
import type { Facility } from './facility.js';
import type { StaffMember } from './staff-member.js';

export abstract class Facilities {
  /** An identifier that is taken is `IdentifierTaken` when the unit of work ends. */
  abstract add(facility: Facility): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<Facility>;
  abstract findByIdentifiers(identifiers: readonly ExternalIdentifier[]): Promise<Facility | undefined>;
  /** Saves what was changed, so that the version is the new one. */
  abstract save(facility: Facility): Promise<void>;
}

export abstract class Departments {
  /** A code that is taken is `DepartmentCodeTaken`, an unknown facility `NotFound`, when the unit of work ends. */
  abstract add(department: Department): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<Department>;
  /** Those that somebody leads. */
  abstract headedBy(staffId: string): Promise<Department[]>;
  /** @throws DepartmentCodeTaken */
  abstract save(department: Department): Promise<void>;
}

export abstract class StaffMembers {
  /**
   * When the unit of work ends: `NotFound` for an unknown facility, RuleBroken `department-not-in-facility`,
   * `IdentifierTaken`.
   */
  abstract add(member: StaffMember): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StaffMember>;
  abstract findByIdentifiers(identifiers: readonly ExternalIdentifier[]): Promise<StaffMember | undefined>;
  /** Throws what `add` announces. */
  abstract save(member: StaffMember): Promise<void>;
}

export abstract class Credentials {
  /** A number that is in force is `CredentialNumberTaken` when the unit of work ends. */
  abstract add(credential: Credential): void;
  /** @throws NotFound */
  abstract get(staffId: string, id: string): Promise<Credential>;
  abstract save(credential: Credential): Promise<void>;
}

export abstract class Availabilities {
  /** Where somebody else adds one for the same person at the same time, the unit of work runs again. */
  abstract add(availability: Availability): void;
  abstract find(staffId: string): Promise<Availability | undefined>;
  abstract save(availability: Availability): Promise<void>;
}
