import { displayName } from '#kernel';
import { credentialGaps, employmentGaps, type HeldCredential } from '../../domain/duty-gaps.js';
import { type FacilitySettings, settingsInForce } from '../../domain/facility-settings.js';
import type { Interval, Window } from '../../domain/interval.js';
import { leaveWithin } from '../../domain/leave-days.js';
import type { Duty, FacilityCard, PractitionerStanding, StaffCard } from '../../staffing.facade.js';
import type { DutyRow } from '../persistence/duty.query.js';

/** Settings by the object they came in: people of one facility share a computation. */
type SettingsCache = Map<string, FacilitySettings>;

export function dutiesOf(rows: readonly DutyRow[], window: Window): Duty[] {
  const cache: SettingsCache = new Map();
  return rows.map((row) => dutyOf(row, window, cachedSettings(row, cache)));
}

export function staffCardOf(row: Pick<DutyRow, 'id' | 'facility_id' | 'department_id' | 'name' | 'role' | 'specialties'>): StaffCard {
  return {
    staffId: row.id,
    facilityId: row.facility_id,
    departmentId: row.department_id ?? undefined,
    displayName: displayName(row.name),
    role: row.role,
    specialties: row.specialties,
  };
}

/** @param at an instant from which the window of the duty begins */
export function standingOf(duty: Duty, at: Temporal.Instant): PractitionerStanding {
  const { staffId, facilityId, role, leave } = duty;
  const holds = ({ from, to }: Interval): boolean => Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, to) < 0;
  return {
    ...{ staffId, facilityId, role },
    ...(duty.departmentId === undefined ? {} : { departmentId: duty.departmentId }),
    employed: !duty.employmentGaps.some(holds),
    onLeave: leave.some(holds),
    lackingCredentials: duty.credentialGaps.filter(holds).map(({ kind }) => kind),
  };
}

function dutyOf(row: DutyRow, window: Window, settings: FacilitySettings): Duty {
  const outside = employmentGaps(row.employment_start, row.employment_end ?? undefined, row.facility_zone, window);
  const place = { timeZone: row.facility_zone, midday: settings.staffing.midday };
  const required = settings.staffing.requiredCredentials[row.role] ?? [];
  return {
    ...staffCardOf(row),
    active: !outside.some((gap) => gap.from.equals(window.from) && gap.to.equals(window.to)),
    employmentGaps: outside,
    leave: row.leave.map(({ id, ...days }) => ({ leaveRequestId: id, ...leaveWithin(days, place, window) })),
    rostered: row.shifts?.map(({ from, to }) => ({ from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) })),
    credentialGaps: credentialGaps(required, row.credentials.map(heldOf), row.facility_zone, window),
    capacity: row.capacity ?? 1,
    timeZone: row.time_zone ?? row.facility_zone,
    rules: row.rules ?? [],
    exceptions: row.exceptions ?? [],
    facility: facilityOf(row, settings),
  };
}

function facilityOf(row: DutyRow, settings: FacilitySettings): FacilityCard {
  return { id: row.facility_id, name: row.facility_name, timeZone: row.facility_zone, currency: row.currency, settings };
}

function cachedSettings(row: DutyRow, cache: SettingsCache): FacilitySettings {
  let known = cache.get(row.facility_id);
  if (!known) cache.set(row.facility_id, (known = settingsInForce(row.settings)));
  return known;
}

function heldOf({ suspendedAt, ...credential }: DutyRow['credentials'][number]): HeldCredential {
  return { ...credential, suspendedAt: suspendedAt ?? undefined };
}
