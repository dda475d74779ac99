import { AggregateRoot, DomainError, type HumanName, RuleBroken } from '#kernel';
import type { Contact } from './contact.js';
import { distinct, type ExternalIdentifier } from './external-identifier.js';
import { mergePatch } from './merge-patch.js';
import { sortName } from './sort-name.js';
import type { StaffRole } from './staff-role.js';
import { staffingEvents } from './staffing-events.js';

export interface NewStaffMember {
  id: string;
  facilityId: string;
  /** Unknown for people that another system told us about. */
  departmentId?: string;
  name: HumanName;
  role: StaffRole;
  specialties?: string[];
  contacts?: Contact[];
  responsibilities?: string[];
  identifiers?: ExternalIdentifier[];
  employmentStart: Temporal.PlainDate;
  /** Last day of work. */
  employmentEnd?: Temporal.PlainDate;
}

/** What of a person we take over from another system. */
type KnownElsewhere = Pick<NewStaffMember, 'identifiers' | 'specialties' | 'contacts'>;

/** A merge patch: null removes, a list replaces the list. */
export interface StaffMemberChanges {
  facilityId?: string;
  departmentId?: string;
  name?: { given?: string[]; family?: string; prefix?: string | null };
  role?: StaffRole;
  specialties?: string[];
  contacts?: Contact[];
  responsibilities?: string[] | null;
  identifiers?: ExternalIdentifier[] | null;
  employmentStart?: Temporal.PlainDate;
  employmentEnd?: Temporal.PlainDate | null;
}

/** Everybody who works here, medical or not: a doctor is a member of staff with that role. */
export class StaffMember extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly name: HumanName;
  /** The name as lists are ordered and searched by. */
  readonly sortName: string;
  readonly role: StaffRole;
  readonly specialties: string[];
  readonly contacts: Contact[];
  readonly responsibilities: string[];
  readonly identifiers: ExternalIdentifier[];
  readonly employmentStart: Temporal.PlainDate;
  readonly employmentEnd?: Temporal.PlainDate;

  constructor(fields: NewStaffMember) {
    super();
    expectOrder(fields.employmentStart, fields.employmentEnd);
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.departmentId = fields.departmentId;
    this.name = fields.name;
    this.sortName = sortName(fields.name);
    this.role = fields.role;
    this.specialties = [...new Set(fields.specialties)];
    this.contacts = fields.contacts ?? [];
    this.responsibilities = fields.responsibilities ?? [];
    this.identifiers = distinct(fields.identifiers ?? []);
    this.employmentStart = fields.employmentStart;
    this.employmentEnd = fields.employmentEnd;
  }

  /** @throws RuleBroken `invalid-employment` where the employment ends before it starts */
  static hire(fields: NewStaffMember): StaffMember {
    const member = new StaffMember(fields);
    member.tell(staffingEvents.staffHired);
    return member;
  }

  /** @throws RuleBroken `invalid-employment` where the employment would end before it starts */
  revise(changes: StaffMemberChanges): void {
    const { name: _, employmentEnd, specialties, responsibilities, identifiers, ...plain } = sent(changes);
    const name = mergePatch(this.name, changes.name ?? {});
    Object.assign(this, plain, {
      name,
      sortName: sortName(name),
      employmentEnd: employmentEnd === undefined ? this.employmentEnd : (employmentEnd ?? undefined),
      specialties: [...new Set(specialties ?? this.specialties)],
      responsibilities: responsibilities === undefined ? this.responsibilities : (responsibilities ?? []),
      identifiers: identifiers === undefined ? this.identifiers : distinct(identifiers ?? []),
    });
    expectOrder(this.employmentStart, this.employmentEnd);
    this.tell(staffingEvents.staffChanged);
  }

  /** @throws RuleBroken `invalid-employment` where the last day lies before the first */
  leave(lastDay: Temporal.PlainDate, successorId?: string): void {
    this.revise({ employmentEnd: lastDay });
    const { id: staffId, facilityId } = this;
    const payload = { staffId, facilityId, lastDay: lastDay.toString(), successorId };
    this.record({ type: staffingEvents.employmentEnded, aggregateId: staffId, payload });
  }

  /** Takes over what another system knows and we don't; what is known stays. Answers whether that was anything. */
  complete({ identifiers = [], specialties = [], contacts = [] }: KnownElsewhere): boolean {
    const known = distinct([...this.identifiers, ...identifiers]);
    const skills = [...new Set([...this.specialties, ...specialties])];
    const reached = this.contacts.length > 0 ? this.contacts : contacts;
    const news =
      known.length > this.identifiers.length || skills.length > this.specialties.length || reached.length > this.contacts.length;
    if (news) Object.assign(this, { identifiers: known, specialties: skills, contacts: reached });
    return news;
  }

  private tell(type: string): void {
    const { id, facilityId, departmentId, role } = this;
    const employment = { employmentStart: this.employmentStart.toString(), employmentEnd: this.employmentEnd?.toString() };
    this.record({ type, aggregateId: id, payload: { staffId: id, facilityId, departmentId, role, ...employment } });
  }
}

/** An identifier such as an NPI belongs to somebody else already. */
export class IdentifierTaken extends DomainError {
  readonly code = 'identifier-taken';
  readonly kind = 'conflict';

  constructor(owner: string) {
    super(`Another ${owner} has this identifier.`);
  }
}

/** Only the members that were sent. */
function sent(changes: StaffMemberChanges): StaffMemberChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function expectOrder(start: Temporal.PlainDate, end: Temporal.PlainDate | undefined): void {
  if (end && Temporal.PlainDate.compare(end, start) < 0) {
    throw new RuleBroken('invalid-employment', 'An employment must not end before it starts.');
  }
}
