import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

/** Days from today on which a series begins at the earliest, when nobody has other visits any more. */
const SERIES_FROM = 8;
const OCCURRENCES = 4;
/** Days for which somebody waits. */
const PATIENCE = 30;

interface Slot {
  start: string;
  staffId: string;
}

/** One patient comes every week at the same time, and another waits for something to become free. */
export async function waitAndRepeat(
  api: InProcessClient,
  tally: Tally,
  facility: OpenedFacility,
  [regular, hopeful]: readonly string[],
  today: Temporal.PlainDate,
): Promise<void> {
  const [type] = facility.plan.types;
  const appointmentTypeId = facility.types.get(type!.name)!;
  const booked = await api.list<{ seriesId?: string }>('/appointments', { patientId: regular! });
  const series = booked.find(({ seriesId }) => seriesId !== undefined);
  await tally.findOrMake('appointment series', series, async () => {
    const [from, to] = [today.add({ days: SERIES_FROM }).toString(), today.add({ days: SERIES_FROM + 6 }).toString()];
    const [first] = await api.list<Slot>('/slots', { appointmentTypeId, from, to, limit: '1' });
    if (!first) throw new Error(`Nothing is free for ${type!.name} in the week after the next.`);
    const recurrence = { frequency: 'weekly', interval: 1, count: OCCURRENCES };
    const { start, staffId } = first;
    return api.post('/appointment-series', { patientId: regular, appointmentTypeId, staffId, start, recurrence });
  });
  const [waiting] = await api.list<object>('/wait-list', { patientId: hopeful! });
  await tally.findOrMake('wait-list entries', waiting, () => {
    const dates = { earliest: today.add({ days: 1 }).toString(), latest: today.add({ days: PATIENCE }).toString() };
    return api.post('/wait-list', { patientId: hopeful, appointmentTypeId, ...dates, priority: 'urgent' });
  });
}
