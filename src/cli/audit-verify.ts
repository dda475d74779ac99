import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgres } from '#persistence';
import { Command, InvalidArgumentError } from 'commander';
import { checkAuditTrail, type AuditTrailCheck, type Verification } from '../access/index.js';

type Anchor = NonNullable<AuditTrailCheck['anchor']>;

interface Options {
  expect?: Anchor;
  patience: number;
}

/** Exit codes beside 0, which means that everything is as it was written. */
const FOUND_FAULT = 1;
const COULD_NOT_LOOK = 2;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function anchorOf(text: string): Anchor {
  const match = /^(\d{1,15}):([\da-f]{64})$/.exec(text);
  if (!match) throw new InvalidArgumentError('It is what an earlier run printed as its head: a number, a colon, 64 hexadecimal digits.');
  return { n: Number(match[1]), hash: match[2]! };
}

function secondsOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number of seconds.');
  return Number(text);
}

/** The database that is named, or the embedded one, which is started for the time being unless it runs. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url = '', DATA_DIR: dataDir = '.data' } = process.env;
  if (url !== '') return work(url);
  if (!existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new Error(`There is no database in ${dataDir}: set DATA_DIR or DATABASE_URL.`);
  }
  const embedded = await EmbeddedPostgres.start({ dataDir });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

function tell({ events, seals, head, unsealed, findings, found }: Verification): void {
  const count = (number: number): string => number.toLocaleString('en');
  say(`${count(events)} events in ${count(seals)} seals; ${count(unsealed.count)} events wait for their seal.`);
  if (unsealed.count > 0) say(`The oldest of those has waited for ${unsealed.oldestSeconds.toFixed(1)} s.`);
  findings.forEach((finding) => say(`FOUND  ${finding}`));
  if (found > findings.length) say(`FOUND  … and ${count(found - findings.length)} more.`);
  if (found === 0) say('Everything is as it was written.');
  if (head) say(`Head   ${head.n}:${head.hash}`);
}

async function run({ expect: anchor, patience }: Options): Promise<void> {
  const verification = await withDatabase((databaseUrl) => checkAuditTrail({ databaseUrl, patience, ...(anchor ? { anchor } : {}) }));
  tell(verification);
  process.exitCode = verification.found > 0 ? FOUND_FAULT : 0;
}

const command = new Command('audit:verify')
  .description('Finds audit rows that were altered, taken away or put in, and names them. Keep the head elsewhere: it proves the end.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT_LOOK))
  .option('--expect <head>', 'the head that an earlier run printed; it must still be in the chain', anchorOf)
  .option('--patience <seconds>', 'how long a row may wait for its seal', secondsOf, 60)
  .action(run);

try {
  await command.parseAsync();
} catch (error) {
  process.stderr.write(`The audit trail could not be verified: ${(error as Error).message.split('\n', 1)[0]}\n`);
  process.exitCode = COULD_NOT_LOOK;
}
