import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { openApiDocument, usePrefix } from '#http';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';

const PATH = 'docs/openapi.json';
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

/**
 * Writes the OpenAPI document to docs/openapi.json; with `--check`, compares it with the file instead and exits with 1 where they differ.
 * Nothing is started: the application is only looked at, so that this needs no database.
 */
async function main(): Promise<void> {
  const config = readConfig({ DATABASE_URL: NOWHERE, JWT_KEYS: `none:${randomBytes(32).toString('hex')}` });
  const app = await NestFactory.create(AppModule.with({ ...config, databaseUrl: NOWHERE }), new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  usePrefix(app);
  const document = openApiDocument(app);
  if (process.argv.includes('--check')) check(document);
  else write(document);
}

function write(document: object): void {
  writeFileSync(PATH, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`${PATH} written.`);
}

function check(document: object): void {
  const differences = [...differencesOf(JSON.parse(readFileSync(PATH, 'utf8')), document)];
  if (differences.length === 0) return console.log(`${PATH} is up to date.`);
  console.error(`${PATH} is out of date; run npm run openapi. It differs in:`);
  differences.slice(0, 20).forEach((place) => console.error(`  ${place}`));
  if (differences.length > 20) console.error(`  … and ${differences.length - 20} more places.`);
  process.exitCode = 1;
}

/** Where two JSON values differ, as paths. */
function* differencesOf(kept: unknown, made: unknown, place = ''): Generator<string> {
  if (!isRecord(kept) || !isRecord(made)) {
    if (JSON.stringify(kept) !== JSON.stringify(made)) yield `${place || '/'}: ${brief(kept)} in the file, ${brief(made)} in the product`;
    return;
  }
  const names = new Set([...Object.keys(kept), ...Object.keys(made)]);
  for (const name of names) yield* differencesOf(kept[name], made[name], `${place}/${name}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

await main();
