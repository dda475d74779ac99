import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

/** Working days of annual leave in a year. */
const ENTITLED = 30;
const KIND = 'annual';

interface Leave {
  id: string;
}

/**
 * Somebody goes away for two days of the coming week on which patients are to see them: their appointments are on the
 * worklist, with other times proposed.
 */
export async function approveLeave(
  api: InProcessClient,
  tally: Tally,
  { plan, staff }: OpenedFacility,
  today: Temporal.PlainDate,
): Promise<void> {
  const staffId = staff.get(plan.away)!;
  const entitlements = `/staff/${staffId}/leave-entitlements`;
  const [known] = await api.list<object>(entitlements);
  const entitlement = { kind: KIND, year: today.year, days: ENTITLED };
  await tally.findOrMake('leave entitlements', known, () => api.put(entitlements, entitlement));
  const [there] = await api.list<Leave>('/leave-requests', { staffId });
  await tally.findOrMake('leave', there, async () => {
    const from = await lastDaySeen(api, plan.timeZone, staffId);
    const body = { staffId, from: from.toString(), to: from.add({ days: 1 }).toString(), kind: KIND, reason: 'A wedding' };
    const leave = await api.post<Leave>('/leave-requests', body);
    await api.post(`/leave-requests/${leave.id}/approve`);
    return leave;
  });
}

/** The last day on which somebody is to see patients. */
async function lastDaySeen(api: InProcessClient, timeZone: string, staffId: string): Promise<Temporal.PlainDate> {
  const appointments = await api.list<{ start: string }>('/appointments', { staffId, status: 'booked,confirmed' });
  const last = appointments.at(-1);
  if (!last) throw new Error('Nobody is booked with whoever is to be away.');
  return Temporal.Instant.from(last.start).toZonedDateTimeISO(timeZone).toPlainDate();
}
