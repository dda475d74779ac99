import type { FacilityRules } from '../domain/facility-rules.js';
import { expectFewNoShows, noShowsCountFrom } from '../domain/no-show.js';
import type { Calendar } from './ports.js';

/**
 * Whether a patient who books for themselves has kept their appointments at the facility well enough.
 * @throws RuleBroken `too-many-no-shows`
 */
export async function expectKeptAppointments(
  calendar: Calendar,
  patientId: string,
  { facilityId, noShow }: FacilityRules,
  now: Temporal.Instant,
): Promise<void> {
  if (noShow.limit === undefined) return;
  expectFewNoShows(await calendar.noShows(patientId, facilityId, noShowsCountFrom(noShow, now)), noShow);
}
