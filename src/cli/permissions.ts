import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { openApiDocument, usePrefix } from '#http';
import { AppModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { permissionPage } from './permissions/permission-page.js';

const PATH = 'docs/permissions.md';
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

/**
 * Writes docs/permissions.md; with `--check`, compares it with the file instead and exits with 1 where they differ. Nothing
 * is started: the application is only looked at.
 */
async function main(): Promise<void> {
  const config = readConfig({ DATABASE_URL: NOWHERE, JWT_KEYS: `none:${randomBytes(32).toString('hex')}` });
  const app = await NestFactory.create(AppModule.with({ ...config, databaseUrl: NOWHERE }), new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  usePrefix(app);
  const page = permissionPage(openApiDocument(app));
  if (!process.argv.includes('--check')) writeFileSync(PATH, page);
  else if (readFileSync(PATH, 'utf8') !== page) {
    console.error(`${PATH} is out of date; run npm run permissions.`);
    process.exitCode = 1;
  }
}

await main();
