import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgres, EmbeddedPostgresFailure } from '../../libs/persistence/embedded/index.js';
import { copy, gone, killHard, query, remove, serverUser, temporaryFolder, until } from './process-under-test.js';

const WRITE = ['create table notes (text text)', `insert into notes values ('kept')`];
const READ = 'select text from notes';

describe('the embedded PostgreSQL', () => {
  let fresh: string;
  let dataDir: string;
  const servers: EmbeddedPostgres[] = [];
  const lines: string[] = [];

  async function start(options: Partial<Parameters<typeof EmbeddedPostgres.start>[0]> = {}): Promise<EmbeddedPostgres> {
    const server = await EmbeddedPostgres.start({ dataDir, onLine: (line) => lines.push(line), ...options });
    servers.push(server);
    return server;
  }

  beforeAll(async () => {
    fresh = await temporaryFolder();
    await (await EmbeddedPostgres.start({ dataDir: fresh })).stop();
  });

  beforeEach(async () => {
    dataDir = await copy(fresh);
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    lines.length = 0;
    await remove(dataDir);
  });

  afterAll(() => remove(fresh));

  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await query(first.ownerUrl, ...WRITE);
    await first.stop();
    await gone(first.pid);

    const second = await start();
    expect(await query(second.ownerUrl, READ)).toEqual([{ text: 'kept' }]);
  });

  it('lets the application in, and keeps it from owning anything', async () => {
    const { url, ownerUrl } = await start();
    await query(ownerUrl, 'create schema ward');
    await expect(query(url, 'drop schema ward')).rejects.toThrow('must be owner');
    await expect(query(url, 'create schema mine')).rejects.toThrow('permission denied');
  });

  it('has the extensions that migrations ask for, without a superuser, and one zone and alphabet everywhere', async () => {
    const { ownerUrl } = await start();
    const extensions = ['btree_gist', 'pg_trgm', 'unaccent', 'citext', 'fuzzystrmatch'];
    await query(ownerUrl, ...extensions.map((name) => `create extension ${name}`));
    expect(await query(ownerUrl, `select upper('é') as upper, current_setting('timezone') as zone`)).toEqual([{ upper: 'É', zone: 'UTC' }]);
  });

  it('keeps its passwords and the values in refused rows to itself', async () => {
    const { url, ownerUrl } = await start();
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o077).toBe(0);
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password authentication failed');
    await query(ownerUrl, 'create table people (name text unique)', `insert into people values ('Canary Quill')`);
    await expect(query(ownerUrl, `insert into people values ('Canary Quill')`)).rejects.toThrow('duplicate key');
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('Canary');
  });

  it('is taken over from a process that was killed', async () => {
    const killed = await serverUser(dataDir);
    await query(killed.ownerUrl, ...WRITE);
    await killHard(killed.process);

    const server = await start();
    expect(server.pid).toBe(killed.postmaster);
    expect(lines).toContain(`Using the PostgreSQL that already runs (process ${killed.postmaster})`);
    expect(await query(server.ownerUrl, READ)).toEqual([{ text: 'kept' }]);
    await server.stop();
    await gone(killed.postmaster);
  });

  it('comes back on the same port with its data when it is killed under a running process', async () => {
    const server = await start();
    await query(server.ownerUrl, ...WRITE);
    const { ownerUrl, pid } = server;
    process.kill(pid, 'SIGKILL');

    await until(() => server.pid !== pid);
    expect(server.ownerUrl).toBe(ownerUrl);
    expect(await query(ownerUrl, READ)).toEqual([{ text: 'kept' }]);
  });

  it('recovers its data after it was killed together with the process that used it', async () => {
    const killed = await serverUser(dataDir);
    await query(killed.ownerUrl, ...WRITE);
    await killHard(killed.process);
    process.kill(killed.postmaster, 'SIGKILL');

    const server = await start();
    expect(server.pid).not.toBe(killed.postmaster);
    expect(await query(server.ownerUrl, READ)).toEqual([{ text: 'kept' }]);
  });

  it('starts although the id of a killed server now belongs to another program', async () => {
    await (await start()).stop();
    const folder = join(dataDir, 'postgres');
    await writeFile(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n1700000000\n5432\n\n127.0.0.1\n`);
    await expect(start()).resolves.toBeDefined();
  });

  it('is shared by processes that begin at once over an empty folder, and stopped by the last to leave', async () => {
    const empty = join(dataDir, 'empty');
    const [one, two] = await Promise.all([serverUser(empty), serverUser(empty)]);
    expect(two.postmaster).toBe(one.postmaster);
    expect(await one.leave()).toBe(0);
    expect(await query(two.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await two.leave()).toBe(0);
    await gone(one.postmaster);
  });

  it('is stopped by one of two processes that leave at once', async () => {
    const users = [await serverUser(dataDir), await serverUser(dataDir)];
    expect(await Promise.all(users.map((user) => user.leave()))).toEqual([0, 0]);
    await gone(users[0]!.postmaster);
  });

  it('outlives a Ctrl-C, which reaches the whole group of its starter, until that has drained', async () => {
    const user = await serverUser(dataDir);
    const exited = new Promise((resolve) => user.process.once('exit', resolve));
    process.kill(-user.process.pid!, 'SIGINT');
    expect(await exited).toBe(0);
    await gone(user.postmaster);

    const { ownerUrl } = await start();
    expect(await query(ownerUrl, READ)).toEqual([{ text: 'written while draining' }]);
  });

  it('says in one line when the port it is told to take is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(`The port ${port} of the embedded PostgreSQL is taken by another program.`);
    other.close();
  });
});

describe('an embedded PostgreSQL that can not start', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });

  afterEach(() => remove(dataDir));

  it('says in one line when its data come from another major version', async () => {
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(EmbeddedPostgres.start({ dataDir })).rejects.toThrow(
      /^\S+ was made by PostgreSQL 17 and this release carries 18: [^\n]+$/,
    );
  });

  it('says in one line when the passwords are damaged', async () => {
    await writeFile(join(dataDir, 'postgres.json'), '{"superuser":');
    await expect(EmbeddedPostgres.start({ dataDir })).rejects.toThrow(
      /^\S+postgres\.json does not hold the database's passwords any more[^\n]+$/,
    );
  });

  it('says in one line when the data folder is a file', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(EmbeddedPostgres.start({ dataDir: file })).rejects.toBeInstanceOf(EmbeddedPostgresFailure);
    await expect(EmbeddedPostgres.start({ dataDir: file })).rejects.toThrow(/^DATA_DIR \S+file can't be used: [^\n]+$/);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('says in one line which folder the user it runs as can not enter', async () => {
    const closed = join(dataDir, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await chmod(closed, 0o700);
    await expect(EmbeddedPostgres.start({ dataDir: join(closed, 'data') })).rejects.toThrow(
      `The embedded PostgreSQL runs as the user "postgres", who can't enter ${closed}, where the data are: ` +
        `chmod o+x ${closed}, or move them elsewhere.`,
    );
  });
});
