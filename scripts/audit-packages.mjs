// Fails where a package that is shipped has a known advisory of high or critical severity; says in one line where the
// registry doesn't answer. Needs npm and the lock file, no installation.
import { spawnSync } from 'node:child_process';
import { verdictOn } from './advisories.mjs';
import { root } from './sources.mjs';

const PATIENCE_MS = 60_000;

const { stdout } = spawnSync('npm', ['audit', '--package-lock-only', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: PATIENCE_MS,
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const { passes, line } = verdictOn(stdout ?? '');
console.log(line);
process.exitCode = passes ? 0 : 1;
