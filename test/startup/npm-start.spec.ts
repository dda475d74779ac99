import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { remove, temporaryFolder, until } from './process-under-test.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Stands for the product: what npm and the scripts before it do is the same for any program. */
const MAIN = `
const told = new Set<string>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (told.size > 0) return;
    told.add(signal);
    console.log('draining at ' + signal);
    setTimeout(() => { console.log('drained'); process.exit(3); }, 300);
  });
}
console.log('ready on ' + process.version.split('.')[0] + ' with ' + process.argv.slice(2).join(' '));
setInterval(() => undefined, 1_000);
`;

describe('npm start', () => {
  let project: string;
  const running: ChildProcess[] = [];

  interface Started {
    readonly process: ChildProcess;
    readonly output: () => string;
    readonly exited: Promise<number | null>;
  }

  function npmStart(...args: string[]): Started {
    // Without what the test run itself was given by npm: a fresh terminal.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
    const child = spawn('npm', ['start', '--', ...args], { cwd: project, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return { process: child, output: () => output, exited: once(child, 'close').then(([code]) => code as number | null) };
  }

  async function ready(...args: string[]): Promise<Started> {
    const started = npmStart(...args);
    await until(() => started.output().includes('ready on') || started.process.exitCode !== null);
    return started;
  }

  beforeAll(async () => {
    project = await temporaryFolder();
    const packages = join(project, 'node_modules');
    await mkdir(packages);
    await mkdir(join(project, 'src'));
    for (const name of ['.bin', '.package-lock.json', '@swc', 'node']) {
      await symlink(join(ROOT, 'node_modules', name), join(packages, name));
    }
    for (const name of ['package.json', 'package-lock.json', '.swcrc', 'scripts']) {
      await cp(join(ROOT, name), join(project, name), { recursive: true });
    }
    await writeFile(join(project, 'mikro-orm.config.ts'), '');
    await writeFile(join(project, 'src', 'main.ts'), MAIN);
  });

  afterEach(() => {
    for (const child of running.splice(0)) if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  });

  afterAll(() => remove(project));

  it('builds first, runs on the Node that came with the packages, and waits for the way down at SIGTERM', async () => {
    const started = await ready('an argument');
    expect(started.output()).toContain('Building …');
    expect(started.output()).toContain('ready on v26 with an argument');
    started.process.kill('SIGTERM');
    expect(await started.exited).toBe(3);
    expect(started.output()).toContain('draining at SIGTERM\ndrained');
  });

  it('builds again only after an edit, and passes a Ctrl-C on', async () => {
    const again = await ready();
    expect(again.output()).not.toContain('Building …');
    process.kill(-again.process.pid!, 'SIGINT');
    expect(await again.exited).toBe(3);
    expect(again.output()).toContain('draining at SIGINT\ndrained');

    const later = new Date(Date.now() + 60_000);
    await utimes(join(project, 'src', 'main.ts'), later, later);
    const edited = await ready();
    expect(edited.output()).toContain('Building …');
  });

  it('keeps the last build when the next one fails, and does not start from it', async () => {
    await writeFile(join(project, 'src', 'broken.ts'), 'export const = ;');
    const broken = npmStart();
    expect(await broken.exited).toBe(1);
    expect(broken.output()).toContain('The product could not be built: see above.');
    expect(broken.output()).not.toContain('ready on');
    await expect(readFile(join(project, 'dist', 'src', 'main.js'), 'utf8')).resolves.toContain('draining');
    await rm(join(project, 'src', 'broken.ts'));
  });

  it('leaves nothing in the build of a source that is gone', async () => {
    await writeFile(join(project, 'src', 'once.ts'), 'export const once = 1;');
    await ready();
    await expect(readFile(join(project, 'dist', 'src', 'once.js'), 'utf8')).resolves.toContain('once');
    await rm(join(project, 'src', 'once.ts'));
    await ready();
    await expect(readFile(join(project, 'dist', 'src', 'once.js'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('lets a lock count for nothing whose holder is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    await writeFile(join(project, '.prepare.lock'), String(gone.pid));
    await rm(join(project, 'dist'), { recursive: true });
    const started = await ready();
    expect(started.output()).toContain('ready on');
  });
});
