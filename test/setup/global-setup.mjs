// Before the first suite: a build of the sources as they are, a migrated database to clone, and Redis where there is one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBuilt, root } from '../../scripts/sources.mjs';
import { inTurn } from '../../scripts/turn.mjs';
import { provideDatabase } from './database.mjs';
import { provideRedis } from './redis.mjs';

export default async function globalSetup() {
  if (!isBuilt()) inTurn(build, () => undefined);
  const provided = [];
  globalThis.acesoTestServices = provided;
  const scratch = mkdtempSync(join(tmpdir(), 'aceso-tests-'));
  provided.push({ stop: () => rmSync(scratch, { recursive: true }) });
  process.env.TEST_SCRATCH = scratch;
  const redis = await provideRedis();
  provided.push(redis);
  process.env.TEST_REDIS_URL = redis.url;
  try {
    const database = await provideDatabase();
    provided.push(database);
    process.env.TEST_DATABASE_URL = database.url;
    process.env.TEST_DATABASE_APPLICATION_URL = database.applicationUrl;
  } catch (error) {
    // Suites that want the database fail, and say so; those that don't need one can still be run.
    delete process.env.TEST_DATABASE_URL;
    process.stderr.write(`The test database could not be prepared: ${error.stack}\n`);
  }
}

function build() {
  if (isBuilt()) return;
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The product could not be built: see above.');
}
