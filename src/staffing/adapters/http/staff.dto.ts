import { CalendarDate, Choice, HumanNameDto, Nested, NestedList, PageQuery, Text, TextList, Uuid, Whole } from '#http';
import { STAFF_ROLES, type StaffRole } from '../../domain/staff-role.js';
import { ExternalIdentifierDto } from './facilities.dto.js';

const SPECIALTIES = { max: 100, maxItems: 50, example: ['cardiology'] };
const RESPONSIBILITIES = { max: 500, maxItems: 50, example: ['Head of the outpatient clinic'] };
const EMPLOYMENT_END = { description: 'Last day of work.', example: '2030-12-31' };

export class StaffContactDto {
  @Choice(['phone', 'email'])
  system!: 'phone' | 'email';

  @Text({ max: 254, example: 'ada.lindqvist@hospital.example' })
  value!: string;

  @Text({ optional: true, max: 20, example: 'work' })
  use?: string;
}

export class CreateStaffMemberBody {
  @Uuid()
  facilityId!: string;

  @Uuid({ description: 'A department of the facility.' })
  departmentId!: string;

  @Nested(() => HumanNameDto)
  name!: HumanNameDto;

  @Choice(STAFF_ROLES)
  role!: StaffRole;

  @TextList({ ...SPECIALTIES, optional: true })
  specialties?: string[];

  @NestedList(() => StaffContactDto, { optional: true, maxItems: 20 })
  contacts?: StaffContactDto[];

  @CalendarDate({ example: '2024-01-01' })
  employmentStart!: string;

  @CalendarDate({ ...EMPLOYMENT_END, optional: true })
  employmentEnd?: string;

  @TextList({ ...RESPONSIBILITIES, optional: true })
  responsibilities?: string[];

  @NestedList(() => ExternalIdentifierDto, { optional: true, maxItems: 20, description: 'Such as an NPI; nobody else has the same.' })
  identifiers?: ExternalIdentifierDto[];
}

export class StaffNamePatch {
  @TextList({ optional: true, minItems: 1, maxItems: 10, example: ['Ada', 'Marie'] })
  given?: string[];

  @Text({ optional: true, example: 'Lindqvist' })
  family?: string;

  @Text({ optional: true, nullable: true, max: 50, example: 'Prof.' })
  prefix?: string | null;
}

export class ChangeStaffMemberBody {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Nested(() => StaffNamePatch, { optional: true })
  name?: StaffNamePatch;

  @Choice(STAFF_ROLES, { optional: true })
  role?: StaffRole;

  @TextList({ ...SPECIALTIES, optional: true })
  specialties?: string[];

  @NestedList(() => StaffContactDto, { optional: true, maxItems: 20 })
  contacts?: StaffContactDto[];

  @CalendarDate({ optional: true })
  employmentStart?: string;

  @CalendarDate({ ...EMPLOYMENT_END, optional: true, nullable: true })
  employmentEnd?: string | null;

  @TextList({ ...RESPONSIBILITIES, optional: true, nullable: true })
  responsibilities?: string[] | null;

  @NestedList(() => ExternalIdentifierDto, { optional: true, nullable: true, maxItems: 20 })
  identifiers?: ExternalIdentifierDto[] | null;
}

export class EndEmploymentBody {
  @CalendarDate({ description: 'Last day of work.', example: '2026-12-31' })
  lastDay!: string;

  @Uuid({ optional: true, description: 'Takes over what is planned for later.' })
  successorId?: string;
}

export class StaffListQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Choice(STAFF_ROLES, { optional: true })
  role?: StaffRole;

  @Text({ optional: true, max: 100, example: 'cardiology' })
  specialty?: string;

  @Text({ optional: true, description: 'Beginnings of names in any order, without case and accents.', example: 'lind ada' })
  q?: string;
}

export class StaffMemberAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid({ optional: true, description: 'Absent for people whom another system told us about.' })
  departmentId?: string;

  @Nested(() => HumanNameDto)
  name!: HumanNameDto;

  @Choice(STAFF_ROLES)
  role!: StaffRole;

  @TextList(SPECIALTIES)
  specialties!: string[];

  @NestedList(() => StaffContactDto)
  contacts!: StaffContactDto[];

  @TextList(RESPONSIBILITIES)
  responsibilities!: string[];

  @NestedList(() => ExternalIdentifierDto)
  identifiers!: ExternalIdentifierDto[];

  @CalendarDate({ example: '2024-01-01' })
  employmentStart!: string;

  @CalendarDate({ ...EMPLOYMENT_END, optional: true })
  employmentEnd?: string;

  @Whole({ min: 1 })
  version!: number;
}
