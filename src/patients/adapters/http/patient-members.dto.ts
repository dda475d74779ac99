import { Choice, ChoiceList, Email, Nested, Text, TextList, WallClock } from '#http';
import {
  CONTACT_SYSTEMS,
  CONTACT_USES,
  type ContactPoint,
  REMINDER_CHANNELS,
  type ReminderPreferences,
} from '../../domain/patient-details.js';

/** UTF-16 units of a name: 200 characters, each of which may carry a mark of its own. */
const NAME_LENGTH = 400;

/** A patient's name. The given names may be none, where a person has a single name. */
export class PatientNameDto {
  @TextList({ maxItems: 10, max: NAME_LENGTH, example: ['Ada', 'Marie'] })
  given!: string[];

  @Text({ max: NAME_LENGTH, example: 'Lindqvist' })
  family!: string;

  @Text({ optional: true, max: 50, example: 'Dr' })
  prefix?: string;
}

/** Changes of a name; null removes the prefix. */
export class PatientNamePatch {
  @TextList({ optional: true, maxItems: 10, max: NAME_LENGTH, example: ['Ada', 'Marie'] })
  given?: string[];

  @Text({ optional: true, max: NAME_LENGTH, example: 'Lindqvist' })
  family?: string;

  @Text({ optional: true, nullable: true, max: 50, example: 'Dr' })
  prefix?: string | null;
}

/** A way to reach the patient. */
export class ContactPointDto {
  @Choice(CONTACT_SYSTEMS)
  system!: ContactPoint['system'];

  @Text({ max: 254, example: '+46 70 123 45 67' })
  value!: string;

  @Choice(CONTACT_USES, { optional: true })
  use?: ContactPoint['use'];
}

/** A postal address. */
export class AddressDto {
  @TextList({ maxItems: 6, example: ['Storgatan 5'] })
  line!: string[];

  @Text({ example: 'Lund' })
  city!: string;

  @Text({ optional: true, max: 20, example: '222 23' })
  postalCode?: string;

  @Text({ optional: true, max: 100 })
  state?: string;

  @Text({ optional: true, max: 100, example: 'SE' })
  country?: string;
}

/** Changes of an address; null removes a part. */
export class AddressPatch {
  @TextList({ optional: true, maxItems: 6, example: ['Storgatan 5'] })
  line?: string[];

  @Text({ optional: true, example: 'Lund' })
  city?: string;

  @Text({ optional: true, nullable: true, max: 20, example: '222 23' })
  postalCode?: string | null;

  @Text({ optional: true, nullable: true, max: 100 })
  state?: string | null;

  @Text({ optional: true, nullable: true, max: 100, example: 'SE' })
  country?: string | null;
}

/** A number that somebody else knows the patient by. */
export class IdentifierDto {
  @Text({ max: 250, description: 'URI of the namespace.', example: 'urn:oid:1.2.752.129.2.1.3.1' })
  system!: string;

  @Text({ max: 250, example: '19121212-1212' })
  value!: string;
}

/** When reminders stay silent, in the patient's zone. */
export class QuietHoursDto {
  @WallClock({ example: '21:00' })
  from!: string;

  @WallClock({ example: '08:00' })
  to!: string;
}

/** How the patient wants to be reminded. */
export class ReminderPreferencesDto {
  @ChoiceList(REMINDER_CHANNELS)
  channels!: ReminderPreferences['channels'];

  @Nested(() => QuietHoursDto, { optional: true })
  quietHours?: QuietHoursDto;
}

export class QuietHoursPatch {
  @WallClock({ optional: true, example: '21:00' })
  from?: string;

  @WallClock({ optional: true, example: '08:00' })
  to?: string;
}

/** Changes of the preferences; null removes the quiet hours. */
export class ReminderPreferencesPatch {
  @ChoiceList(REMINDER_CHANNELS, { optional: true })
  channels?: ReminderPreferences['channels'];

  @Nested(() => QuietHoursPatch, { optional: true, nullable: true })
  quietHours?: QuietHoursPatch | null;
}

/** Whom to call. */
export class EmergencyContactDto {
  @Text({ max: NAME_LENGTH, example: 'Nils Lindqvist' })
  name!: string;

  @Text({ optional: true, max: 100, example: 'brother' })
  relationship?: string;

  @Text({ optional: true, max: 50, example: '+46 70 765 43 21' })
  phone?: string;

  @Email({ optional: true })
  email?: string;
}
