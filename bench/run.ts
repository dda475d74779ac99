import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EmbeddedPostgres } from '#persistence';
import { contest } from './contest.js';
import { drainRate } from './drain.js';
import { type Morning, morning, morningTable, type Store } from './morning.js';
import { type Contender, type OperationName, operationsOn } from './operations.js';
import { auditCost, type Comparison, compare, memoryLine, table, UNAUDITED } from './report.js';
import { seedDispensing } from './seed-dispense.js';
import { commonPrefixes, seed, type SeededWorld, type SeedSize } from './seed.js';
import { residentMemory, signIn, startAceso, startByNpm, startYardstick, stop } from './servers.js';
import { type Slots, slots, slotsTable } from './slots.js';
import { onSpareRedis } from './spare-redis.js';

const { values: options } = parseArgs({
  options: {
    patients: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    only: { type: 'string', multiple: true },
    scale: { type: 'boolean', default: false },
    morning: { type: 'boolean', default: false },
    slots: { type: 'boolean', default: false },
    reminders: { type: 'string', default: '100000' },
    store: { type: 'string', multiple: true, default: ['postgres', 'redis'] },
  },
});

/** Hospitals without a past. */
const MORNING_SIZE: SeedSize = { staff: 400, days: 0 };
const SLOTS_SIZE: SeedSize = { staff: 40, days: 0 };
const SLOTS_PATIENTS = 10_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Bench {
  dataDir: string;
  postgres: EmbeddedPostgres;
  world: SeededWorld;
}

type MoreSeeds = Parameters<typeof seed>[4];

/** A new folder that the database's own user may enter. */
async function bench<T>(patients: number, work: (bench: Bench) => Promise<T>, size?: SeedSize, more?: MoreSeeds): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aceso-bench-'));
  await chmod(dataDir, 0o755);
  const postgres = await EmbeddedPostgres.start({ dataDir });
  try {
    await stop(await startAceso(dataDir));
    const world = await seed(postgres.ownerUrl, patients, say, size, more);
    return await work({ dataDir, postgres, world });
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isChosen(name: OperationName): boolean {
  return !options.only || options.only.includes(name);
}

function chosen(world: SeededWorld): ReturnType<typeof operationsOn> {
  return operationsOn(world).filter(({ name }) => isChosen(name));
}

/** Ours and the yardstick on the same database, interleaved. */
async function sideBySide({ dataDir, postgres, world }: Bench): Promise<Comparison> {
  const [key] = JSON.parse(await readFile(join(dataDir, 'jwt-keys.json'), 'utf8')) as { secret: string }[];
  const readyAfter = await startByNpm(dataDir).then(async (server) => {
    await stop(server);
    return server.readyAfter;
  });
  const aceso = await startAceso(dataDir, { ROLE: 'main' });
  const unaudited = await startAceso(dataDir, { ROLE: 'main', AUDIT_READS: 'off' });
  const yardstick = await startYardstick(postgres.url, key!.secret);
  try {
    const token = await signIn(aceso.origin, dataDir);
    const contenders: Contender[] = [
      { name: 'aceso', origin: aceso.origin, token },
      { name: 'yardstick', origin: yardstick.origin, token },
      { name: UNAUDITED, origin: unaudited.origin, token, only: ['read'] },
    ];
    const settings = { rounds: Number(options.rounds), seconds: Number(options.seconds) };
    const rounds = await contest(contenders, chosen(world), settings, say);
    const memory = { aceso: await residentMemory(aceso), yardstick: await residentMemory(yardstick) };
    await Promise.all([stop(aceso), stop(unaudited), stop(yardstick)]);
    const drained = rounds.book ? await drainRate(dataDir, postgres.ownerUrl) : undefined;
    return { rounds, readyAfter, memory, drained };
  } finally {
    await Promise.all([stop(aceso), stop(unaudited), stop(yardstick)]);
  }
}

/** Ours alone at one size of the population. */
async function atSize(patients: number, names: readonly OperationName[]): Promise<Comparison> {
  return bench(patients, async ({ dataDir, world }) => {
    const aceso = await startAceso(dataDir, { ROLE: 'main' });
    try {
      const contenders = [{ name: 'aceso', origin: aceso.origin, token: await signIn(aceso.origin, dataDir) }];
      const operations = operationsOn({ ...world, prefixes: commonPrefixes() }).filter(({ name }) => names.includes(name));
      const rounds = await contest(contenders, operations, { rounds: Number(options.rounds), seconds: Number(options.seconds) }, say);
      return { rounds, memory: { aceso: await residentMemory(aceso) } };
    } finally {
      await stop(aceso);
    }
  });
}

const results = fileURLToPath(new URL('../../bench/results/', import.meta.url));

async function keep(name: string, content: object): Promise<void> {
  await mkdir(results, { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
  await writeFile(join(results, name), `${JSON.stringify({ at: new Date().toISOString(), machine, ...content }, null, 2)}\n`);
}

/** Every morning has a database of its own. */
async function morningOn(store: Store, redisUrl?: string): Promise<Morning> {
  const reminders = Number(options.reminders);
  const work = ({ dataDir, postgres: { ownerUrl }, world }: Bench): Promise<Morning> =>
    morning({ dataDir, ownerUrl, world, store, reminders, ...(redisUrl === undefined ? {} : { redisUrl }) });
  const done = await bench(Math.max(reminders, 1_000), work, MORNING_SIZE);
  if (!done.complete) say(`${store}: given up before all were sent`);
  return done;
}

/** What a calendar of a year ahead costs those who look into it. */
function lookAhead(): Promise<Slots> {
  const rounds = Number(options.rounds);
  return bench(SLOTS_PATIENTS, ({ dataDir, postgres: { ownerUrl }, world }) => slots({ dataDir, ownerUrl, world, rounds }), SLOTS_SIZE);
}

if (options.slots) {
  const measured = await lookAhead();
  say(slotsTable(measured));
  await keep('slots.json', { ...measured });
} else if (options.morning) {
  const mornings: Morning[] = [];
  if (options.store.includes('postgres')) mornings.push(await morningOn('postgres'));
  if (options.store.includes('redis')) {
    const onRedis = await onSpareRedis((url) => morningOn('redis', url));
    if (onRedis) mornings.push(onRedis);
    else say('No Redis answers whose last database is empty: queues in PostgreSQL alone were measured.');
  }
  say(morningTable(mornings));
  await keep('morning.json', { mornings });
} else if (options.scale) {
  const small = await atSize(20_000, ['read', 'search']);
  const large = await atSize(1_000_000, ['read', 'search']);
  const rows = compare({ '20,000 patients': small.rounds, '1,000,000 patients': large.rounds }, 'aceso');
  say(table(rows, ['20,000 patients', '1,000,000 patients']));
  await keep('scale.json', { operations: rows });
} else {
  const patients = Number(options.patients);
  const more: MoreSeeds = (client) => (isChosen('dispense') ? seedDispensing(client, patients) : Promise.resolve());
  const comparison = await bench(patients, sideBySide, undefined, more);
  const rows = compare({ aceso: comparison.rounds, yardstick: comparison.rounds });
  say(table(rows, ['aceso', 'yardstick']));
  say(memoryLine(comparison));
  const cost = auditCost(comparison.rounds);
  if (cost) say(`Without audit rows of what is read, ${cost.ratio.toFixed(2)} times as many patients are read per second.`);
  await keep('latest.json', {
    patients: Number(options.patients),
    operations: rows,
    readAudit: cost,
    readyAfterMs: comparison.readyAfter,
    memoryMiB: comparison.memory,
    eventsDrainedPerSecond: comparison.drained,
  });
}
