import { loadavg } from 'node:os';
import pg from 'pg';
import { type Latency, latencyOf } from './probe.js';
import type { SeededWorld } from './seed.js';
import { signIn, startAceso, stop } from './servers.js';
import { seedSlots, SPECIALTY } from './slots-seed.js';

const DAYS = 92;
/** Days ahead on which nobody has a gap. */
const FULL_DAYS = 45;
const REQUESTS = 100;
const WARM_UP = 10;
/** Three shifts of a ward around the clock: 20 a day, so that 40 people work as much as full time. */
const TEMPLATES = [
  { name: 'Early', kind: 'day', from: '07:00', to: '15:00', count: 8 },
  { name: 'Late', kind: 'day', from: '14:00', to: '22:00', count: 7 },
  { name: 'Night', kind: 'night', from: '22:00', to: '07:00', count: 5 },
];

/** How one roster of a month was filled. */
export interface Filled {
  seconds: number;
  shifts: number;
  /** Shifts that nobody got. */
  open: number;
  /** False where the time of the search ran out before it had tried everything. */
  complete: boolean;
}

/** What computing slots and rosters takes; latencies in milliseconds, as the caller sees them. */
export interface Slots {
  practitioners: number;
  /** 92 days of one practitioner who is booked a year ahead. */
  days: Latency & { slots: number };
  /** The first free slot of a specialty among all of them. */
  first: Latency;
  /** Rosters of a month, one after the other. */
  autoFill: Filled[];
  /** Of one minute, when it began. */
  load: number;
}

export interface SlotsSetting {
  dataDir: string;
  ownerUrl: string;
  world: SeededWorld;
  rounds: number;
}

/** One request at a time, as a receptionist asks. */
export async function slots({ dataDir, ownerUrl, world, rounds }: SlotsSetting): Promise<Slots> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const today = Temporal.Now.plainDateISO('UTC');
  const ahead = (days: number): string => today.add({ days }).toString();
  const departmentId = await seedSlots(client, world, { from: ahead(0), until: ahead(365), fullUntil: ahead(FULL_DAYS) }).finally(() =>
    client.end(),
  );
  const main = await startAceso(dataDir, { ROLE: 'main' });
  try {
    const desk = new Desk(main.origin, await signIn(main.origin, dataDir));
    const asked = `/slots?appointmentTypeId=${world.appointmentTypeId}&from=${ahead(1)}&to=${ahead(DAYS)}`;
    const [load = Number.NaN] = loadavg();
    const days = await desk.time(REQUESTS, (n) => `${asked}&staffId=${world.staffIds[n % world.staffIds.length]}`);
    const first = await desk.time(REQUESTS, () => `${asked}&specialty=${SPECIALTY}&limit=1`);
    const found = (await desk.get<{ items: object[] }>(`${asked}&staffId=${world.staffIds[0]}`)).items.length;
    const autoFill = await rosters(desk, departmentId, today, rounds);
    return { practitioners: world.staffIds.length, days: { ...days, slots: found }, first, autoFill, load };
  } finally {
    await stop(main);
  }
}

/** The months after this one, each drawn up from the same templates. */
async function rosters(desk: Desk, departmentId: string, today: Temporal.PlainDate, rounds: number): Promise<Filled[]> {
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  for (const template of TEMPLATES) await desk.post('/shift-templates', { departmentId, weekdays, role: 'doctor', ...template });
  const filled: Filled[] = [];
  for (let month = 1; month <= rounds; month++) {
    const from = today.with({ day: 1 }).add({ months: month }).toString();
    const { id } = await desk.post<{ id: string }>('/rosters', { departmentId, span: 'month', from });
    const began = performance.now();
    const { shifts, open, complete } = await desk.post<Omit<Filled, 'seconds'>>(`/rosters/${id}/auto-fill`, {});
    filled.push({ seconds: Math.round(performance.now() - began) / 1_000, shifts, open, complete });
  }
  return filled;
}

/** Somebody who asks, and looks at the clock. */
class Desk {
  constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  /** Those of the warm-up do not count. */
  async time(requests: number, pathOf: (n: number) => string): Promise<Latency> {
    const took: number[] = [];
    for (let n = -WARM_UP; n < requests; n++) {
      const began = performance.now();
      await this.get(pathOf(n + WARM_UP));
      if (n >= 0) took.push(performance.now() - began);
    }
    return latencyOf(took, 0);
  }

  get<Body>(path: string): Promise<Body> {
    return this.send<Body>('GET', path);
  }

  post<Body>(path: string, body: object): Promise<Body> {
    return this.send<Body>('POST', path, body);
  }

  /** An answer that is not one ends the run: a refusal is fast, and would look like a good figure. */
  private async send<Body>(method: string, path: string, body?: object): Promise<Body> {
    const headers = { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${this.origin}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as Body;
  }
}

export function slotsTable({ practitioners, days, first, autoFill }: Slots): string {
  const ms = (latency: Latency): string[] => [String(latency.p50), String(latency.p99)];
  const seconds = autoFill.map((each) => each.seconds).toSorted((a, b) => a - b);
  const [longest = Number.NaN] = seconds.slice(-1);
  const middle = seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
  const shifts = autoFill.map((each) => `${each.shifts - each.open} of ${each.shifts}`).join(', ');
  const rows = [
    ['', 'median ms', 'p99 ms', ''],
    ['---', '---', '---', '---'],
    [`${DAYS} days of one practitioner`, ...ms(days), `${days.slots} slots`],
    [`first free slot of ${practitioners} practitioners`, ...ms(first), ''],
    ['auto-fill of a month', String(middle * 1_000), String(longest * 1_000), `${shifts} shifts`],
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
