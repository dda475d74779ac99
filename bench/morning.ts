import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { cpuPerPiece, type CpuSubjects, cpuTimes, type CpuTimes } from './cpu.js';
import { seedMorning, tellAll } from './morning-seed.js';
import { operationsOn } from './operations.js';
import { type Latency, Probe } from './probe.js';
import type { SeededWorld } from './seed.js';
import { signIn, startAceso, startWorker, stop } from './servers.js';

/** Requests a second that the API gets at idle and during the morning. */
const PACE = { read: 20, book: 5 } as const;
const IDLE_SECONDS = 20;
/** Slower than that a second, and the morning is given up. */
const SLOWEST = 40;
/** Milliseconds. */
const LOOK_EVERY = 500;

export type Store = 'postgres' | 'redis';
export type Latencies = Record<keyof typeof PACE, Latency>;

/** How the reminders of one morning went out. Rates are reminders a second. */
export interface Morning {
  store: Store;
  reminders: number;
  /** False where time ran out first. */
  complete: boolean;
  planned: number;
  /** From the first message that was handed over to the last that is on record as sent. */
  sent: number;
  /** From the first event to the last reminder that is on record as sent. */
  whole: number;
  /** Messages that the mail server took. */
  messages: number;
  /** Milliseconds of processor time for each reminder, by what spent them; only on Linux. */
  cpu?: CpuTimes | undefined;
  /** Of one minute, when it began. */
  load: number;
  idle: Latencies;
  during: Latencies;
}

export interface MorningSetting {
  dataDir: string;
  ownerUrl: string;
  world: SeededWorld;
  store: Store;
  redisUrl?: string;
  reminders: number;
}

/** How many reminders came how far, and when, in seconds from the first event. */
interface Times {
  planned: number;
  sent: number;
  plannedAfter: number;
  firstSentAfter: number;
  sentAfter: number;
}

/** One process that serves requests, one that works, as in production, and a mail server on loopback. */
export async function morning({ dataDir, ownerUrl, world, store, redisUrl, reminders }: MorningSetting): Promise<Morning> {
  const sink = await MailSink.start();
  const env = { SMTP_URL: sink.url, REDIS_URL: redisUrl ?? '' };
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const main = await startAceso(dataDir, { ROLE: 'main', ...env });
  const worker = await startWorker(dataDir, env);
  try {
    await seedMorning(client, world, reminders);
    const token = await signIn(main.origin, dataDir);
    const requests = new Requests(world, main.origin, token);
    const idle = await requests.during(() => pause(IDLE_SECONDS * 1_000));
    const [load = Number.NaN] = loadavg();
    const subjects: CpuSubjects = { processes: { worker: worker.child.pid!, api: main.child.pid! }, dataDir, redisUrl };
    const spentBefore = await cpuTimes(subjects);
    let times!: Times;
    const during = await requests.during(async () => {
      await tellAll(client);
      times = await untilSent(client, reminders);
    });
    const spent = await cpuTimes(subjects);
    const cpu = spentBefore && spent && cpuPerPiece(spentBefore, spent, reminders);
    const messages = await sink.taken();
    const rate = (count: number, seconds: number): number => Math.round((count / seconds) * 10) / 10;
    const rates = {
      planned: rate(times.planned, times.plannedAfter),
      sent: rate(times.sent, times.sentAfter - times.firstSentAfter),
      whole: rate(times.sent, times.sentAfter),
    };
    return { store, reminders, complete: times.sent >= reminders, ...rates, messages, cpu, load, idle, during };
  } finally {
    await Promise.all([stop(worker), stop(main)]);
    await client.end();
    sink.stop();
  }
}

/** The same requests before and during. */
class Requests {
  private readonly next: Record<keyof typeof PACE, ReturnType<typeof operationsOn>[number]['next']>;

  constructor(
    world: SeededWorld,
    private readonly origin: string,
    private readonly token: string,
  ) {
    const named = (wanted: string) => operationsOn(world).find(({ name }) => name === wanted)!;
    this.next = { read: named('read').next, book: named('book').next };
  }

  async during(work: () => Promise<void>): Promise<Latencies> {
    const over = new AbortController();
    const drive = (name: keyof typeof PACE): Promise<Latency> =>
      new Probe(this.origin, this.token).drive({ perSecond: PACE[name], next: this.next[name] }, over.signal);
    const driven = Promise.all([drive('read'), drive('book')]);
    await work().finally(() => over.abort());
    const [read, book] = await driven;
    return { read, book };
  }
}

/** Cheap while there is something to send, however much that is. */
const IS_BUSY = `select exists (select from scheduling.reminders where status in ('planned', 'sending', 'failed') and due_at < now()) as busy`;

/** Ids of reminders begin with the time at which they were planned (RFC 9562, version 7). */
const TIMES = `
  select count(*)::integer as planned, count(sent_at)::integer as sent,
    extract(epoch from max(uuid_extract_timestamp(id)) - $1::timestamptz)::float8 as "plannedAfter",
    extract(epoch from min(sent_at) - $1::timestamptz)::float8 as "firstSentAfter", extract(epoch from max(sent_at) - $1::timestamptz)::float8 as "sentAfter"
  from scheduling.reminders where offset_minutes = 120 and due_at < now()`;

/** Looks now and then only, since looking costs as well; what happened when is in the ledger itself. */
async function untilSent(client: pg.Client, reminders: number): Promise<Times> {
  const began = Temporal.Now.instant();
  const limit = began.add({ seconds: 60 + Math.ceil(reminders / SLOWEST) });
  for (;;) {
    await pause(LOOK_EVERY);
    const isOver = Temporal.Instant.compare(Temporal.Now.instant(), limit) >= 0;
    const { busy } = (await client.query<{ busy: boolean }>(IS_BUSY)).rows[0]!;
    if (busy && !isOver) continue;
    const times = (await client.query<Times>(TIMES, [began.toString()])).rows[0]!;
    if (times.sent >= reminders || isOver) return times;
  }
}

class MailSink {
  private constructor(
    private readonly child: ReturnType<typeof fork>,
    readonly url: string,
  ) {}

  static async start(): Promise<MailSink> {
    const child = fork(fileURLToPath(new URL('mail-sink.js', import.meta.url)));
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new MailSink(child, `smtp://127.0.0.1:${port}`);
  }

  async taken(): Promise<number> {
    this.child.send('taken?');
    const [{ taken }] = (await once(this.child, 'message')) as [{ taken: number }];
    return taken;
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** Of each reminder, without what serves requests. */
function cpuOf(cpu: CpuTimes = {}): string {
  const times = Object.entries(cpu).map(([name, time]) => (name === 'api' ? 0 : time));
  return times.reduce((sum, time) => sum + time, 0).toFixed(2);
}

export function morningTable(mornings: readonly Morning[]): string {
  const rates = ['planned /s', 'sent /s', 'whole /s'];
  const head = ['queues', 'reminders', ...rates, 'read p99 ms', 'idle', 'book p99 ms', 'idle', 'failed', 'CPU ms', 'load'];
  const body = mornings.map(({ store, reminders, planned, sent, whole, idle, during, cpu, load }) => {
    const failed = idle.read.failed + idle.book.failed + during.read.failed + during.book.failed;
    const latencies = [during.read.p99, idle.read.p99, during.book.p99, idle.book.p99];
    return [store, reminders, planned, sent, whole, ...latencies, failed, cpuOf(cpu), load.toFixed(1)].map(String);
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
