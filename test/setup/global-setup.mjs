// Before the first suite: a build of the sources as they are, a migrated database to clone, and Redis where there is one.
import { spawnSync } from 'node:child_process';
import { isBuilt, root } from '../../scripts/sources.mjs';
import { inTurn } from '../../scripts/turn.mjs';
import { provideDatabase } from './database.mjs';
import globalTeardown from './global-teardown.mjs';
import { provideRedis } from './redis.mjs';

export default async function globalSetup() {
  if (!isBuilt()) inTurn(build, () => undefined);
  const provided = [];
  globalThis.acesoTestServices = provided;
  try {
    provided.push(await provideRedis());
    provided.push(await provideDatabase());
  } catch (error) {
    // Jest skips the teardown when the setup fails.
    await globalTeardown();
    throw error;
  }
  const [redis, database] = provided;
  process.env.TEST_DATABASE_URL = database.url;
  process.env.TEST_DATABASE_APPLICATION_URL = database.applicationUrl;
  process.env.TEST_REDIS_URL = redis.url;
}

function build() {
  if (isBuilt()) return;
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The product could not be built: see above.');
}
