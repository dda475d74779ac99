import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createTestDatabase, type TestDatabase } from '#testing';
import { AppModule } from '../../../src/app.module.js';
import { fhirFilesIn, importFiles } from '../../../src/interop/index.js';
import { testConfig } from '../../harness/app.js';

const DATA = process.env['SHARED_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');
const LOCALE = { timeZone: 'America/New_York', currency: 'USD' };

describe('synthetic patients with their histories', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await NestFactory.createApplicationContext(AppModule.with(testConfig(database.url)), { logger: false });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it.each(['synthea', 'synthea-ndjson'])(
    'are all taken from %s, and a second import changes nothing',
    async (name) => {
      const files = await fhirFilesIn([join(DATA, name)]);

      const first = await importFiles(app, files, LOCALE);
      const second = await importFiles(app, files, LOCALE);

      expect(first.of('Patient')!.created).toBeGreaterThan(0);
      expect([first.total('leftOut'), second.total('leftOut')]).toEqual([0, 0]);
      expect(second.total('unchanged')).toBe(
        ['created', 'updated', 'linked', 'unchanged', 'kept'].reduce((sum, fate) => sum + first.total(fate as 'kept'), 0),
      );
    },
    120_000,
  );
});
