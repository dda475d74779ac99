import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
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

interface Progress {
  planned: number;
  sent: number;
}

interface Times {
  planned: number;
  firstSent: number;
  sent: number;
  complete: boolean;
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
    let times!: Times;
    const during = await requests.during(async () => {
      await tellAll(client);
      times = await untilSent(client, reminders);
    });
    const messages = await sink.taken();
    const rate = (seconds: number): number => Math.round((reminders / seconds) * 10) / 10;
    const rates = { planned: rate(times.planned), sent: rate(times.sent - times.firstSent), whole: rate(times.sent) };
    return { store, reminders, complete: times.complete, ...rates, messages, load, idle, during };
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

const PROGRESS = `
  select count(*)::integer as planned, count(*) filter (where status in ('sent', 'delivered'))::integer as sent
  from scheduling.reminders where offset_minutes = 120 and due_at < now()`;

/** Seconds from now on; looks now and then only, since looking costs as well. */
async function untilSent(client: pg.Client, reminders: number): Promise<Times> {
  const began = performance.now();
  const times: Times = { planned: Number.NaN, firstSent: Number.NaN, sent: Number.NaN, complete: false };
  const limit = 60 + reminders / SLOWEST;
  for (let seconds = 0; seconds < limit && !times.complete; ) {
    const before = (performance.now() - began) / 1_000;
    const { planned, sent } = (await client.query<Progress>(PROGRESS)).rows[0]!;
    seconds = (performance.now() - began) / 1_000;
    if (Number.isNaN(times.firstSent) && sent > 0) times.firstSent = before;
    if (Number.isNaN(times.planned) && planned >= reminders) times.planned = seconds;
    times.complete = sent >= reminders;
    times.sent = seconds;
    if (!times.complete) await pause(reminders < 10_000 ? 100 : 1_000);
  }
  return times;
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

export function morningTable(mornings: readonly Morning[]): string {
  const head = ['queues', 'reminders', 'planned /s', 'sent /s', 'whole /s', 'read p99 ms', 'idle', 'book p99 ms', 'idle', 'failed', 'load'];
  const body = mornings.map(({ store, reminders, planned, sent, whole, idle, during, load }) => {
    const failed = idle.read.failed + idle.book.failed + during.read.failed + during.book.failed;
    const latencies = [during.read.p99, idle.read.p99, during.book.p99, idle.book.p99];
    return [store, reminders, planned, sent, whole, ...latencies, failed, load.toFixed(1)].map(String);
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
