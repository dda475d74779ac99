import { NestFactory } from '@nestjs/core';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { fhirFilesIn, importFiles } from '../interop/index.js';
import { openDatabase } from '../open-database.js';

interface Options {
  timeZone: string;
  currency: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(paths: string[], { timeZone, currency }: Options): Promise<void> {
  const files = await fhirFilesIn(paths);
  const database = await openDatabase(readConfig(process.env), say);
  const app = await NestFactory.createApplicationContext(AppModule.with(database.config), { logger: ['error'], abortOnError: false });
  const bar = new SingleBar({ format: '{bar} {percentage}% | {value} of {total} bytes | {eta_formatted} left', noTTYOutput: false });
  try {
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    say(`Importing ${files.length} files`);
    bar.start(total, 0);
    const report = await importFiles(app, files, { timeZone, currency }, (more) => bar.increment(more));
    bar.stop();
    report.lines().forEach(say);
  } finally {
    bar.stop();
    await app.close();
    await database.leave();
  }
}

const command = new Command('import')
  .description('Imports FHIR R4 resources: Bundles, bulk data (ndjson) or single resources. Can be broken off and repeated at any time.')
  .argument('<paths...>', 'files and folders')
  .option('--time-zone <zone>', 'IANA time zone of imported facilities, which FHIR does not say', 'UTC')
  .option('--currency <code>', 'ISO 4217 code of their currency', 'USD')
  .action(run);

try {
  await command.parseAsync();
  process.exit(0);
} catch (error) {
  process.stderr.write(`The import broke off: ${(error as Error).message.split('\n', 1)[0]}\nCall it again to go on where it was.\n`);
  process.exit(1);
}
