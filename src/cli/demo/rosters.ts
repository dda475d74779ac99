import type { DemoFacility } from './hospital.js';
import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

interface Roster {
  id: string;
  from: string;
  status: string;
}

/** This week and the next. */
const WEEKS = [0, 1];

/** Plans a department for this week and the next, and publishes both weeks. */
export async function planWeeks(
  api: InProcessClient,
  tally: Tally,
  { plan, departments }: OpenedFacility,
  today: Temporal.PlainDate,
): Promise<void> {
  const { rota } = plan;
  if (!rota) return;
  const departmentId = departments.get(rota.department)!;
  await addTemplates(api, tally, rota, departmentId);
  const known = await api.list<Roster>('/rosters', { departmentId });
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  for (const week of WEEKS) {
    const from = monday.add({ weeks: week }).toString();
    const there = known.find((roster) => roster.from === from && roster.status !== 'discarded');
    const roster = await tally.findOrMake('rosters', there, () => api.post<Roster>('/rosters', { departmentId, span: 'week', from }));
    if (roster.status !== 'draft') continue;
    await api.post(`/rosters/${roster.id}/auto-fill`);
    await api.post(`/rosters/${roster.id}/publish`);
  }
}

async function addTemplates(
  api: InProcessClient,
  tally: Tally,
  { shifts }: NonNullable<DemoFacility['rota']>,
  departmentId: string,
): Promise<void> {
  const known = await api.list<{ name: string }>('/shift-templates', { departmentId });
  for (const shift of shifts) {
    const there = known.find(({ name }) => name === shift.name);
    await tally.findOrMake('shift templates', there, () => api.post('/shift-templates', { departmentId, count: 1, ...shift }));
  }
}
