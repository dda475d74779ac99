import { Choice, Flag, Nested, Text, TextList, Uuid, Whole } from '#http';
import { SETTINGS_DEFAULTS } from '../../domain/facility-settings.js';
import { STAFF_ROLES } from '../../domain/staff-role.js';
import { PharmacySettingsAnswer, PharmacySettingsPatch } from './pharmacy-settings.dto.js';
import { SchedulingSettingsAnswer, SchedulingSettingsPatch } from './scheduling-settings.dto.js';

/** Null takes the setting back to its default. */
const PATCHED = { optional: true, nullable: true };

/** Kinds of credential by role; a member for each role of staff. */
export class RequiredCredentialsDto {
  [role: string]: string[];
}

for (const role of STAFF_ROLES) {
  const example = SETTINGS_DEFAULTS.staffing.requiredCredentials[role];
  TextList({ ...PATCHED, max: 60, maxItems: 20, example })(RequiredCredentialsDto.prototype, role);
}

const MIDDAY = /^(?:(?:0[6-9]|1[0-7]):[0-5]\d|18:00)$/;

/** A merge patch; null takes a setting back to its default. */
export class StaffingSettingsPatch {
  @Nested(() => RequiredCredentialsDto, {
    optional: true,
    nullable: true,
    description: 'By role; an empty list requires nothing of it. By default doctors, nurses and pharmacists need a `medical-licence`.',
    example: { doctor: ['medical-licence'], nurse: ['medical-licence'] },
  })
  requiredCredentials?: RequiredCredentialsDto | null;

  @Text({ ...PATCHED, max: 5, pattern: MIDDAY, description: 'Parts days of leave, 06:00 to 18:00; 12:00 by default.', example: '12:30' })
  midday?: string | null;

  @Whole({ ...PATCHED, max: 730, description: 'Days before its end from which a credential is expiring; 60 by default.' })
  credentialNoticeDays?: number | null;

  @Whole({ ...PATCHED, max: 72, description: 'Hours of rest between two shifts of one person; 11 by default.', example: 11 })
  restHours?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 24, description: 'Most hours of one person in a local day; 13 by default.' })
  maxHoursPerDay?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 168, description: 'Most hours of one person from Monday to Sunday; 60 by default.' })
  maxHoursPerWeek?: number | null;

  @Whole({ ...PATCHED, min: 1, max: 744, description: 'Most hours of one person in a calendar month; 208 by default.' })
  maxHoursPerMonth?: number | null;

  @Whole({ ...PATCHED, max: 100, description: 'How much of an hour on call counts as worked; 0 by default.' })
  onCallHoursPercent?: number | null;

  @Flag({ ...PATCHED, description: 'Rest is needed before and after being on call; false by default.' })
  onCallNeedsRest?: boolean | null;

  @Flag({ ...PATCHED, description: 'A roster below the minimum cover is not published; false makes it a warning. True by default.' })
  coverRequired?: boolean | null;

  @Whole({ ...PATCHED, min: 1, max: 720, description: 'Hours for which a swap of shifts is open; 72 by default.' })
  swapExpiryHours?: number | null;
}

const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const CALENDAR_DETAILS = ['busy', 'type'];

/** A merge patch; null takes a setting back to its default. */
export class MessageSettingsPatch {
  @Text({ ...PATCHED, max: 35, pattern: LANGUAGE_TAG, description: 'For those who prefer no other; `en` by default.', example: 'en' })
  language?: string | null;

  @Flag({ ...PATCHED, description: 'Bookings, moves and cancellations are confirmed to patients; false by default.' })
  confirmations?: boolean | null;

  @Choice(CALENDAR_DETAILS, { ...PATCHED, description: 'What calendar feeds say of an appointment; `busy` by default.' })
  calendarDetail?: 'busy' | 'type' | null;
}

export class ChangeSettingsBody {
  @Nested(() => SchedulingSettingsPatch, { ...PATCHED })
  scheduling?: SchedulingSettingsPatch | null;

  @Nested(() => StaffingSettingsPatch, { ...PATCHED })
  staffing?: StaffingSettingsPatch | null;

  @Nested(() => MessageSettingsPatch, { ...PATCHED })
  messages?: MessageSettingsPatch | null;

  @Nested(() => PharmacySettingsPatch, { ...PATCHED })
  pharmacy?: PharmacySettingsPatch | null;
}

export class StaffingSettingsAnswer {
  @Nested(() => RequiredCredentialsDto)
  requiredCredentials!: Partial<Record<string, string[]>>;

  @Text({ max: 5, example: '12:00' })
  midday!: string;

  @Whole({ example: 60 })
  credentialNoticeDays!: number;

  @Whole({ example: 11 })
  restHours!: number;

  @Whole({ example: 13 })
  maxHoursPerDay!: number;

  @Whole({ example: 60 })
  maxHoursPerWeek!: number;

  @Whole({ example: 208 })
  maxHoursPerMonth!: number;

  @Whole({ example: 0 })
  onCallHoursPercent!: number;

  @Flag()
  onCallNeedsRest!: boolean;

  @Flag()
  coverRequired!: boolean;

  @Whole({ example: 72 })
  swapExpiryHours!: number;
}

export class MessageSettingsAnswer {
  @Text({ max: 35, example: 'en' })
  language!: string;

  @Flag()
  confirmations!: boolean;

  @Choice(CALENDAR_DETAILS)
  calendarDetail!: 'busy' | 'type';
}

/** Every setting that is in force, with the defaults filled in. */
export class SettingsAnswer {
  @Uuid()
  facilityId!: string;

  @Whole({ min: 1, description: "The facility's version." })
  version!: number;

  @Nested(() => SchedulingSettingsAnswer)
  scheduling!: SchedulingSettingsAnswer;

  @Nested(() => StaffingSettingsAnswer)
  staffing!: StaffingSettingsAnswer;

  @Nested(() => MessageSettingsAnswer)
  messages!: MessageSettingsAnswer;

  @Nested(() => PharmacySettingsAnswer)
  pharmacy!: PharmacySettingsAnswer;
}
