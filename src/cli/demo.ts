import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from '#http';
import { Messaging } from '#messaging';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { introduceAdministrator } from '../introduce-administrator.js';
import { createLogger } from '../log.js';
import { openDatabase } from '../open-database.js';
import { type DemoReport, makeDemo } from './demo/make-demo.js';
import { PastClock } from './demo/past-clock.js';

const LEAVING_MILLISECONDS = 5_000;

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config, say);
  try {
    const options = { logger: createLogger('error'), trustProxy: [] };
    const app = await createHttpApp(AppModule.with(database.config, { clock: new PastClock() }), options);
    try {
      await app.init();
      await introduceAdministrator(app, database.config, config.databaseUrl === undefined, say);
      tell(await makeDemo(app));
    } finally {
      await leave(app);
    }
  } finally {
    await database.leave();
  }
}

async function leave(app: NestFastifyApplication): Promise<void> {
  await app.get(Messaging).close(LEAVING_MILLISECONDS);
  await app.close();
}

function tell({ tally, signIns, machines }: DemoReport): void {
  say('The demo hospital has');
  tally.lines().forEach((line) => say(line));
  if (signIns.length > 0) say('New users; their passwords are shown this once:');
  for (const { email, password, role } of signIns) say(`  ${role.padEnd(20)} ${email.padEnd(38)} ${password}`);
  if (machines.length > 0) say('New machines, with client id and secret, shown this once:');
  for (const { name, clientId, clientSecret } of machines) say(`  ${name.padEnd(20)} ${clientId.padEnd(38)} ${clientSecret}`);
}

try {
  await run();
  process.exit(0);
} catch (error) {
  process.stderr.write(`The demo broke off: ${(error as Error).message.split('\n', 1)[0]}\nCall it again to go on where it was.\n`);
  process.exit(1);
}
