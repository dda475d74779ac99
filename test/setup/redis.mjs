// Where the Redis half of the tests runs: a server that answers already, or one started for this run, or nowhere.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const STARTS_WITHIN_MS = 10_000;

/**
 * @returns {Promise<{ url: string, stop(): Promise<void> }>} an empty url where there is no Redis
 * @throws with CI=true where there is none, since nobody would notice the half that was left out
 */
export async function provideRedis() {
  const known = process.env.REDIS_URL || 'redis://127.0.0.1:6379';
  if (await answers(known)) return { url: known, stop: async () => undefined };
  const started = await start();
  if (started !== undefined) return started;
  const line = `No Redis answers at ${new URL(known).host} and there is no redis-server on the PATH`;
  if (process.env.CI === 'true') throw new Error(`${line}: its half of the tests can't be left out in CI.`);
  process.stderr.write(`${line}: its half of the tests is skipped.\n`);
  return { url: '', stop: async () => undefined };
}

async function start() {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'aceso-redis-'));
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...flags, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => {
    server.once('error', resolve);
    server.once('exit', resolve);
  });
  const url = `redis://127.0.0.1:${port}`;
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  if (await Promise.race([ended.then(() => false), untilItAnswers(url)])) return { url, stop };
  await stop();
  return undefined;
}

async function untilItAnswers(url) {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline) {
    if (await answers(url)) return true;
    await pause(20);
  }
  return false;
}

/** A server that asks for a password answers as well. */
async function answers(url) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 1_000 });
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [reply] = await Promise.race([once(socket, 'data'), once(socket, 'timeout').then(() => [''])]);
    return /^(\+PONG|-NOAUTH)/.test(String(reply));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
