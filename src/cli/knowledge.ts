import { NestFactory } from '@nestjs/core';
import { Command } from 'commander';
import { DomainError } from '#kernel';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../open-database.js';
import { loadKnowledge } from '../pharmacy/index.js';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(manifest: string): Promise<void> {
  const database = await openDatabase(readConfig(process.env), say);
  const app = await NestFactory.createApplicationContext(AppModule.with(database.config), { logger: ['error'], abortOnError: false });
  try {
    const { outcome, name, version, counts } = await loadKnowledge(app, manifest);
    const rows = Object.entries(counts).map(([table, count]) => `${count} ${table}`);
    say(`${name} ${version} is current (${outcome}): ${rows.join(', ')}`);
  } finally {
    await app.close();
    await database.leave();
  }
}

const command = new Command('knowledge')
  .description('Loads a version of the knowledge base of medicines and makes it the current one, all or nothing.')
  .argument('<manifest>', 'JSON file that names the version and its CSV files')
  .action(run);

try {
  await command.parseAsync();
  process.exit(0);
} catch (error) {
  const reason = error instanceof DomainError ? error.message : (error as Error).message.split('\n', 1)[0];
  process.stderr.write(`Nothing was loaded: ${reason}\n`);
  process.exit(1);
}
