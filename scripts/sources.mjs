// What `dist/` is built from. Node's own modules only: this also runs before anything is installed, on Node 20.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** The bench is left out of a container image. */
export const folders = ['src', 'libs', 'bench'].filter((folder) => existsSync(join(root, folder)));
export const files = ['mikro-orm.config.ts'];

const dist = join(root, 'dist');
const record = '.sources';

/** A fingerprint of paths, sizes and times: quick, and never the same after an edit. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const name of [...files, '.swcrc', 'package.json', 'package-lock.json']) note(hash, name, statSync(join(root, name)));
  for (const folder of folders) walk(hash, folder);
  return hash.digest('hex');
}

/** Whether `dist/` was built from the sources as they are. */
export function isBuilt() {
  const path = join(dist, record);
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint();
}

/** Where the fingerprint of a build is kept inside it. */
export function recordIn(output) {
  return join(output, record);
}

function walk(hash, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!isOutput(entry.name)) walk(hash, name);
    } else if (!entry.name.endsWith('.spec.ts')) note(hash, name, statSync(join(root, name)));
  }
}

/** Folders that a bench run writes to. */
function isOutput(name) {
  return name.startsWith('.') || name === 'results';
}

function note(hash, name, { size, mtimeMs }) {
  hash.update(`${name}\0${size}\0${mtimeMs}\n`);
}
