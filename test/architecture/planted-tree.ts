import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = '.dependency-cruiser.cjs';
const COPIED = [RULES, 'package.json', 'tsconfig.json'];
const LIBS = ['kernel', 'persistence', 'messaging', 'http', 'wiring', 'testing'];

/** One file with one import. */
export interface Planted {
  file: string;
  imports: string;
  /** Written instead of making an empty file where the import points to nothing. */
  unresolvable?: boolean;
  /** Left out of what the program of the tree reaches. */
  unreached?: boolean;
}

/** Names of the rules that each planted file breaks, by its path. */
export type Broken = Map<string, string[]>;

interface CruiseResult {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

const targetOf = ({ file, imports }: Planted): string | undefined =>
  imports.startsWith('.') ? posix.join(posix.dirname(file), imports).replace(/\.js$/, '.ts') : undefined;

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

async function plant(root: string, planted: Planted[]): Promise<void> {
  await Promise.all(COPIED.map((file) => copyFile(join(ROOT, file), join(root, file))));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  // A built tree is present too: `#kernel` must mean the source nevertheless.
  const entries = LIBS.flatMap((lib) => [`libs/${lib}/index.ts`, `dist/libs/${lib}/index.js`]);
  await Promise.all(entries.map((file) => write(root, file, 'export {};\n')));
  const targets = planted.filter((each) => !each.unresolvable).flatMap((each) => targetOf(each) ?? []);
  await Promise.all([...new Set(targets)].map((file) => write(root, file, 'export {};\n')));
  for (const { file, imports } of planted) await write(root, file, `import '${imports}';\nexport {};\n`);
  const reached = planted.filter(({ file, unreached }) => !unreached && !file.endsWith('.spec.ts'));
  await write(root, 'src/main.ts', reached.map(({ file }) => `import '../${file.replace(/\.ts$/, '.js')}';\n`).join(''));
}

async function cruise(root: string): Promise<CruiseResult> {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const roots = ['src', 'libs', 'mikro-orm.config.ts'];
  const run = promisify(execFile)(process.execPath, [cruiser, '--config', RULES, '--output-type', 'json', ...roots], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  const { stdout } = await run.catch((error: { stdout?: string; stderr?: string }) => {
    if (!error.stdout) throw new Error(`The cruise failed: ${error.stderr}`);
    return { stdout: error.stdout };
  });
  return JSON.parse(stdout) as CruiseResult;
}

/** Writes the files into a tree of their own, and answers with the rules that each of them breaks. */
export async function rulesBrokenBy(planted: Planted[]): Promise<Broken> {
  const root = await mkdtemp(join(tmpdir(), 'aceso-rules-'));
  try {
    await plant(root, planted);
    const { summary } = await cruise(root);
    const broken: Broken = new Map(planted.map(({ file }) => [file, []]));
    for (const { from, rule } of summary.violations) broken.set(from, [...new Set([...(broken.get(from) ?? []), rule.name])]);
    return broken;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
