import { defineEntity, p } from '@mikro-orm/core';
import { type HumanName, NotFound, RuleBroken } from '#kernel';
import { type Entities, explainConstraint, PlainDateType, type Sql } from '#persistence';
import type { Contact } from '../../domain/contact.js';
import type { ExternalIdentifier } from '../../domain/external-identifier.js';
import { StaffMembers } from '../../domain/registers.js';
import { IdentifierTaken, StaffMember } from '../../domain/staff-member.js';
import type { StaffRole } from '../../domain/staff-role.js';

export const StaffMemberMapping = defineEntity({
  class: StaffMember,
  tableName: 'staff_members',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid().nullable(),
    name: p.json<HumanName>(),
    sortName: p.text(),
    role: p.text().$type<StaffRole>(),
    specialties: p.array<string>(),
    contacts: p.json<Contact[]>(),
    responsibilities: p.array<string>(),
    identifiers: p.json<ExternalIdentifier[]>(),
    employmentStart: p.type(PlainDateType),
    employmentEnd: p.type(PlainDateType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('staff_members_facility', () => new NotFound('facility'));
explainConstraint('staff_identifiers_once', () => new IdentifierTaken('member of staff'));
explainConstraint(
  'staff_members_department',
  () => new RuleBroken('department-not-in-facility', 'The facility has no such department.', {
    errors: [{ pointer: '/departmentId', message: 'is not a department of the facility' }],
  }),
);

export class MikroOrmStaffMembers extends StaffMembers {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(member: StaffMember): void {
    this.entities.add(member);
  }

  override async get(id: string): Promise<StaffMember> {
    const member = await this.entities.find(StaffMember, { id });
    if (!member) throw new NotFound('staff member');
    return member;
  }

  override async findByIdentifiers(identifiers: readonly ExternalIdentifier[]): Promise<StaffMember | undefined> {
    const known = await this.sql.first<{ staff_id: string }>(
      `select staff_id from staffing.staff_identifiers
       where (system, value) in (select * from unnest($1::text[], $2::text[])) limit 1`,
      [identifiers.map(({ system }) => system), identifiers.map(({ value }) => value)],
    );
    return known && this.get(known.staff_id);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
