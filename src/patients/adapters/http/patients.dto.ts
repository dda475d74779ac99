import { CalendarDate, Choice, Flag, InstantText, Nested, NestedList, PageQuery, Text, Uuid, Whole, ZoneName } from '#http';
import { type Sex, SEXES } from '../../domain/patient-details.js';
import {
  AddressDto,
  AddressPatch,
  ContactPointDto,
  EmergencyContactDto,
  IdentifierDto,
  PatientNameDto,
  PatientNamePatch,
  ReminderPreferencesDto,
  ReminderPreferencesPatch,
} from './patient-members.dto.js';

const PARTIAL_DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const BIRTH_DATE = {
  max: 10,
  pattern: PARTIAL_DATE,
  description: 'YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.',
  example: '1979-03-08',
};
const LANGUAGE = { max: 35, pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, description: 'BCP 47 tag.', example: 'sv' };
const MOST_CONTACTS = { maxItems: 20 };
const MOST_IDENTIFIERS = { maxItems: 50 };

/** What registration asks. */
export class RegisterPatientBody {
  @Nested(() => PatientNameDto)
  name!: PatientNameDto;

  @Text(BIRTH_DATE)
  birthDate!: string;

  @Choice(SEXES)
  sex!: Sex;

  @NestedList(() => ContactPointDto, { optional: true, ...MOST_CONTACTS })
  contacts?: ContactPointDto[];

  @Nested(() => AddressDto, { optional: true })
  address?: AddressDto;

  @NestedList(() => IdentifierDto, { optional: true, ...MOST_IDENTIFIERS })
  identifiers?: IdentifierDto[];

  @ZoneName({ optional: true })
  timeZone?: string;

  @Text({ optional: true, ...LANGUAGE })
  preferredLanguage?: string;

  @Nested(() => ReminderPreferencesDto, { optional: true })
  reminderPreferences?: ReminderPreferencesDto;

  @NestedList(() => EmergencyContactDto, { optional: true, ...MOST_CONTACTS })
  emergencyContacts?: EmergencyContactDto[];

  @CalendarDate({ optional: true })
  deceasedOn?: string;

  @Uuid({ optional: true, description: 'Where the patient is registered.' })
  facilityId?: string;

  @Flag({ optional: true, description: 'Register although somebody of the same name, birth date and sex is.' })
  acceptDuplicate?: boolean;
}

/** A merge patch (RFC 7396): null removes a member that may be absent, objects are merged, lists replaced. */
export class ChangePatientBody {
  @Nested(() => PatientNamePatch, { optional: true })
  name?: PatientNamePatch;

  @Text({ optional: true, ...BIRTH_DATE })
  birthDate?: string;

  @Choice(SEXES, { optional: true })
  sex?: Sex;

  @NestedList(() => ContactPointDto, { optional: true, nullable: true, ...MOST_CONTACTS })
  contacts?: ContactPointDto[] | null;

  @Nested(() => AddressPatch, { optional: true, nullable: true })
  address?: AddressPatch | null;

  @NestedList(() => IdentifierDto, { optional: true, nullable: true, ...MOST_IDENTIFIERS })
  identifiers?: IdentifierDto[] | null;

  @ZoneName({ optional: true, nullable: true })
  timeZone?: string | null;

  @Text({ optional: true, nullable: true, ...LANGUAGE })
  preferredLanguage?: string | null;

  @Nested(() => ReminderPreferencesPatch, { optional: true, nullable: true })
  reminderPreferences?: ReminderPreferencesPatch | null;

  @NestedList(() => EmergencyContactDto, { optional: true, nullable: true, ...MOST_CONTACTS })
  emergencyContacts?: EmergencyContactDto[] | null;

  @CalendarDate({ optional: true, nullable: true })
  deceasedOn?: string | null;

  @Flag({ optional: true, description: 'Change although somebody of the same name, birth date and sex is registered.' })
  acceptDuplicate?: boolean;
}

/** Criteria of a search; all that are given must hold. */
export class FindPatientsQuery extends PageQuery {
  @Text({ optional: true, max: 400, description: 'Words of the name in any order, each by its beginning; accents and case do not matter.' })
  q?: string;

  @Text({ optional: true, max: 30, description: 'Medical record number, with or without spaces and hyphens.', example: 'P000001013' })
  mrn?: string;

  @Text({ optional: true, ...BIRTH_DATE })
  birthDate?: string;

  @Text({ optional: true, max: 50, description: 'Phone number, with or without the prefixes of country and trunk.' })
  phone?: string;

  @Text({ optional: true, max: 501, description: 'An identifier’s value, or `system|value`.' })
  identifier?: string;

  @Choice(['true', 'false'], { optional: true, description: '`true` adds the number of matches as `count`.' })
  count?: 'true' | 'false';
}

/** The same criteria in a body, for callers that keep names out of addresses. */
export class SearchPatientsBody {
  @Text({ optional: true, max: 400 })
  q?: string;

  @Text({ optional: true, max: 30 })
  mrn?: string;

  @Text({ optional: true, ...BIRTH_DATE })
  birthDate?: string;

  @Text({ optional: true, max: 50 })
  phone?: string;

  @Text({ optional: true, max: 501 })
  identifier?: string;

  @Whole({ optional: true, min: 1, max: 200 })
  limit?: number;

  @Text({ optional: true, max: 2_000 })
  cursor?: string;

  @Flag({ optional: true })
  count?: boolean;
}

/** A patient in a list. */
export class FoundPatientAnswer {
  @Uuid()
  id!: string;

  @Text({ example: 'P000001013' })
  mrn!: string;

  @Nested(() => PatientNameDto)
  name!: PatientNameDto;

  @Text(BIRTH_DATE)
  birthDate!: string;

  @Choice(SEXES)
  sex!: Sex;

  @CalendarDate({ optional: true })
  deceasedOn?: string;
}

/** A patient with all registration data. */
export class PatientAnswer extends FoundPatientAnswer {
  @NestedList(() => ContactPointDto)
  contacts!: ContactPointDto[];

  @Nested(() => AddressDto, { optional: true })
  address?: AddressDto;

  @NestedList(() => IdentifierDto)
  identifiers!: IdentifierDto[];

  @ZoneName({ optional: true })
  timeZone?: string;

  @Text({ optional: true, ...LANGUAGE })
  preferredLanguage?: string;

  @Nested(() => ReminderPreferencesDto, { optional: true })
  reminderPreferences?: ReminderPreferencesDto;

  @NestedList(() => EmergencyContactDto)
  emergencyContacts!: EmergencyContactDto[];

  @Uuid({ optional: true })
  facilityId?: string;

  @InstantText()
  registeredAt!: string;

  @Uuid({ optional: true, description: 'The record that is this person’s now: this one was merged into it and takes no more writes.' })
  mergedInto?: string;

  @Whole({ min: 1 })
  version!: number;
}
