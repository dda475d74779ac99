import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gone, killHard, remove, temporaryFolder, until } from './process-under-test.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEYS = 'first:0123456789abcdef0123456789abcdef';

// Whole processes, several in a row: on a busy machine each may take seconds to come up.
jest.setTimeout(90_000);

describe('a process of the product', () => {
  let dataDir: string;
  const running: ChildProcess[] = [];

  function launch(environment: Record<string, string>) {
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', LOG_LEVEL: 'silent', PORT: '0', DATA_DIR: dataDir, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const heard = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()));
    const exited = once(child, 'close').then(([code]) => code as number | null);
    return { process: child, heard, exited };
  }

  async function ready(environment: Record<string, string> = {}) {
    const launched = launch(environment);
    await until(() => /is ready|is at work/.test(launched.heard.out) || launched.process.exitCode !== null);
    const origin = /API +(http:\/\/[\d.]+:\d+)/.exec(launched.heard.out)?.[1] ?? '';
    return { ...launched, origin };
  }

  async function refused(environment: Record<string, string>): Promise<string> {
    const { exited, heard } = launch(environment);
    expect(await exited).toBe(1);
    return heard.err;
  }

  async function postmaster(): Promise<number> {
    return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  beforeAll(async () => {
    dataDir = await temporaryFolder();
  });

  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  afterAll(() => remove(dataDir));

  it('says once how the administrator signs in, and starts again over the same data after it was killed', async () => {
    const first = await ready();
    expect(first.heard.out).toMatch(/^Administrator: \S+, password \S+ \(kept in \S+\)$/m);
    expect((await fetch(`${first.origin}/health/ready`)).status).toBe(200);
    const server = await postmaster();
    await killHard(first.process);

    const second = await ready();
    expect(second.heard.out).not.toContain('Administrator');
    expect(second.heard.out).toContain(`Using the PostgreSQL that already runs (process ${server})`);
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
    await gone(server);
  });

  it('answers a request that is under way when it is told to end', async () => {
    const { origin, process: child, exited } = await ready();
    const body = JSON.stringify({ email: 'nobody@example.org', password: 'not the password' });
    const pending = request(`${origin}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    const answered = once(pending, 'response') as Promise<[IncomingMessage]>;
    pending.write(body.slice(0, 10));
    await once(pending, 'socket').then(([socket]) => (socket.connecting ? once(socket, 'connect') : undefined));
    // Answered after the first half has arrived: the server has begun with the request.
    await fetch(`${origin}/health/live`);
    child.kill('SIGTERM');
    pending.end(body.slice(10));
    const [response] = await answered;
    expect(response.statusCode).toBe(401);
    response.resume();
    expect(await exited).toBe(0);
  });

  it('goes down in order when it is told to end while it is still coming up', async () => {
    const { process: child, exited, heard } = launch({});
    await until(() => postmaster().catch(() => 0).then((pid) => pid > 0));
    const server = await postmaster();
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(heard.err).toBe('');
    await gone(server);
  });

  it('shares the database of its folder with a worker beside it', async () => {
    const [main, worker] = await Promise.all([ready({ ROLE: 'main' }), ready({ ROLE: 'worker' })]);
    const server = await postmaster();
    const [, watched = ''] = /watched at (\S+)\./.exec(worker.heard.out) ?? [];
    expect((await fetch(watched)).status).toBe(200);
    worker.process.kill('SIGTERM');
    expect(await worker.exited).toBe(0);
    expect((await fetch(`${main.origin}/health/ready`)).status).toBe(200);
    main.process.kill('SIGTERM');
    expect(await main.exited).toBe(0);
    await gone(server);
  });

  it('does not start on a port that is taken, says so in one line, and leaves no server behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const said = await refused({ PORT: String(port) });
    other.close();
    expect(said).toBe(`Aceso did not start. The address 127.0.0.1:${port} is taken: set PORT to a free one.\n`);
    await expect(postmaster()).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a wrong variable', { PORT: 'eighty' }, /^Aceso did not start\. Wrong configuration: PORT [^\n]+\n$/],
    ['a database that is not there', { DATABASE_URL: 'postgresql://aceso@127.0.0.1:1/aceso', JWT_KEYS: KEYS }, /^Aceso did not start\. [^\n]+\n$/],
    ['a folder that is a file', { DATA_DIR: join(ROOT, 'package.json') }, /^Aceso did not start\. DATA_DIR [^\n]+\n$/],
  ])('does not start with %s, and says so in one line', async (_, environment, line) => {
    expect(await refused(environment)).toMatch(line);
  });
});
