import { RuleBroken } from '#kernel';
import { mergePatch } from './merge-patch.js';
import type { StaffRole } from './staff-role.js';

/** Days on which a facility sees nobody: first and last date, both inclusive, `YYYY-MM-DD`. */
export interface Closure {
  from: string;
  to: string;
  reason?: string;
}

/** How a facility schedules. Durations in whole minutes; null sets no limit. */
export interface SchedulingSettings {
  /** How long a hold keeps a time. */
  holdMinutes: number;
  bookingHorizonDays: number;
  minimumNoticeMinutes: number | null;
  /** A cancellation closer to the start than this is late. */
  cancellationWindowMinutes: number;
  noShowGraceMinutes: number;
  /** What is charged where a patient does not come, in the facility's currency. */
  noShowFee: { amount: string; currency: string } | null;
  /** So many times within the window, and the patient books through the staff alone. */
  noShowLimit: number | null;
  noShowWindowDays: number;
  maxOpenBookingsPerPatient: number | null;
  /** How long a time that became free is offered to one patient of the wait-list, where nothing presses. */
  waitListOfferMinutes: number;
  /** Whether patients may book, confirm and cancel their own appointments. */
  patientsMayBook: boolean;
  patientsMayConfirm: boolean;
  patientsMayCancel: boolean;
  /** Ids of the appointment types that patients may book themselves; null means all. */
  selfServiceTypes: string[] | null;
  closures: Closure[];
  rosteringRequired: boolean;
}

/** What a facility asks of its staff. */
export interface StaffingSettings {
  /** Kinds of credential that a role needs to be booked and to prescribe; a role that is not named needs none. */
  requiredCredentials: Partial<Record<StaffRole, string[]>>;
  /** Where leave of half a day begins or ends: `HH:MM`. */
  midday: string;
  /** Days before its end from which a credential counts as expiring. */
  credentialNoticeDays: number;
  /** Hours between two shifts of one person; 0 asks for none. */
  restHours: number;
  /** Most hours of one person in a local day, in a week from Monday and in a calendar month. */
  maxHoursPerDay: number;
  maxHoursPerWeek: number;
  maxHoursPerMonth: number;
  /** How much of an hour on call counts as worked, 0 to 100. */
  onCallHoursPercent: number;
  onCallNeedsRest: boolean;
  /** A roster that leaves a department below its cover is not published; otherwise that is a warning. */
  coverRequired: boolean;
  /** Hours for which a swap of shifts is open, though never beyond the beginning of a shift. */
  swapExpiryHours: number;
}

/** What a facility tells people, and how. */
export interface MessageSettings {
  /** BCP 47 tag: for those who have not said which language they prefer. */
  language: string;
  /** Whether bookings, moves and cancellations are confirmed to patients in writing. */
  confirmations: boolean;
  /** What practitioners' calendar feeds say of an appointment: that there is one, or of what type; never whose. */
  calendarDetail: 'busy' | 'type';
}

/** How a facility prescribes and dispenses. */
export interface PharmacySettings {
  /** Nothing is signed or dispensed while no knowledge base, or only an old one, is loaded; otherwise that is a warning. */
  knowledgeBaseRequired: boolean;
  /** How long stock is held for a dispense that is not completed. */
  reservationHours: number;
}

/** Everything that a facility can set, with the defaults filled in. */
export interface FacilitySettings {
  scheduling: SchedulingSettings;
  staffing: StaffingSettings;
  messages: MessageSettings;
  pharmacy: PharmacySettings;
}

/** What a facility has set itself; the rest follows the defaults of the running version. */
export type SettingsOverrides = { [Section in keyof FacilitySettings]?: Partial<FacilitySettings[Section]> };

/** A merge patch of the settings: null takes a setting back to its default. */
export type SettingsPatch = {
  [Section in keyof FacilitySettings]?: { [Name in keyof FacilitySettings[Section]]?: FacilitySettings[Section][Name] | null } | null;
};

export const SETTINGS_DEFAULTS: FacilitySettings = {
  scheduling: {
    holdMinutes: 5,
    bookingHorizonDays: 400,
    minimumNoticeMinutes: null,
    cancellationWindowMinutes: 24 * 60,
    noShowGraceMinutes: 15,
    noShowFee: null,
    noShowLimit: null,
    noShowWindowDays: 365,
    maxOpenBookingsPerPatient: null,
    waitListOfferMinutes: 120,
    patientsMayBook: true,
    patientsMayConfirm: true,
    patientsMayCancel: true,
    selfServiceTypes: null,
    closures: [],
    rosteringRequired: false,
  },
  staffing: {
    requiredCredentials: { doctor: ['medical-licence'], nurse: ['medical-licence'], pharmacist: ['medical-licence'] },
    midday: '12:00',
    credentialNoticeDays: 60,
    // Rest of a day and hours of a week as in the European working time directive (2003/88/EC, art. 3 and 6): 48 hours
    // on average, so a single week may have more and a month has four and a third of them.
    restHours: 11,
    maxHoursPerDay: 13,
    maxHoursPerWeek: 60,
    maxHoursPerMonth: 208,
    onCallHoursPercent: 0,
    onCallNeedsRest: false,
    coverRequired: true,
    swapExpiryHours: 72,
  },
  messages: { language: 'en', confirmations: false, calendarDetail: 'busy' },
  pharmacy: { knowledgeBaseRequired: false, reservationHours: 24 },
};

/** The settings in force. */
export function settingsInForce(overrides: SettingsOverrides): FacilitySettings {
  return mergePatch(SETTINGS_DEFAULTS, overrides);
}

/**
 * The overrides after a merge patch.
 * @throws RuleBroken `invalid-closure` where a closure ends before it begins
 */
export function patchedSettings(overrides: SettingsOverrides, patch: SettingsPatch): SettingsOverrides {
  const patched = mergePatch(overrides, patch);
  for (const { from, to } of patched.scheduling?.closures ?? []) {
    if (to < from) throw new RuleBroken('invalid-closure', 'A closure must not end before it begins.', { from, to });
  }
  return patched;
}
