import type { FacilitySettings } from './facility-settings.js';
import type { WorkRules } from './work-rules.js';

/** The rules of work that a facility's settings make. */
export function workRulesOf(facilityId: string, timeZone: string, { staffing }: Pick<FacilitySettings, 'staffing'>): WorkRules {
  const { restHours, maxHoursPerDay, maxHoursPerWeek, maxHoursPerMonth, onCallHoursPercent, onCallNeedsRest } = staffing;
  return {
    facilityId,
    timeZone,
    midday: staffing.midday,
    requiredCredentials: staffing.requiredCredentials,
    limits: {
      restMinutes: restHours * 60,
      most: { day: maxHoursPerDay * 60, week: maxHoursPerWeek * 60, month: maxHoursPerMonth * 60 },
      onCallPercent: onCallHoursPercent,
      onCallNeedsRest,
    },
  };
}
