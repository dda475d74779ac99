// Compiles the sources into dist/. The new build replaces the old one whole: nothing stays of sources that are gone, and a
// build that fails leaves the old one in place.
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, fingerprint, folders, recordIn, root } from './sources.mjs';

const built = fingerprint();
const fresh = join(root, 'node_modules', '.cache', `build.${process.pid}`);
const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
const flags = ['--quiet', '--copy-files', '--ignore', '**/*.spec.ts,**/*.md,bench/results/**,bench/.work/**'];

try {
  const sources = [...folders, ...files];
  const { status } = spawnSync(process.execPath, [swc, ...sources, '--out-dir', fresh, ...flags], { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    writeFileSync(recordIn(fresh), built);
    replace(fresh, join(root, 'dist'));
  }
  process.exitCode = status ?? 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function replace(next, current) {
  const old = `${next}.old`;
  try {
    renameSync(current, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  renameSync(next, current);
  rmSync(old, { recursive: true, force: true });
}
