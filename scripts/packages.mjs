// Whether node_modules holds what package-lock.json asks for, and how to get there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.mjs';

/** The Node that the product runs on; npm puts its folder first on the PATH of every script. */
export const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Compares with the record that npm itself keeps of what it installed. Packages for other machines may be missing. */
export function areInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(node)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(record);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

/** Installs exactly the locked packages; says nothing unless that fails. */
export function install() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.env.npm_node_execpath ?? process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    // A dependency of a dependency would report the installation to its makers.
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? result.error?.message ?? ''}`);
    throw new Error('The packages could not be installed: see what npm says above. `npm ci` tries again.');
  }
  if (!existsSync(node)) {
    throw new Error('Node 26 did not come with the packages: allow install scripts (`npm config get ignore-scripts`), then `npm ci`.');
  }
}

function packagesIn(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
