import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JwtKey } from './config.js';

/** Reads a JSON file of `dataDir` that only its owner can read, or writes what `make` gives, once. */
async function kept<T>(dataDir: string, name: string, make: () => T): Promise<T> {
  const file = join(dataDir, name);
  const read = async (): Promise<T | undefined> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const found = await read();
  if (found !== undefined) return found;
  const made = make();
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    // A link appears whole or not at all, and only for the first of several processes.
    await link(draft, file);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await read()) ?? made;
  } finally {
    await unlink(draft);
  }
}

/** The key that signs access tokens with the embedded database: made once. */
export function keptJwtKeys(dataDir: string): Promise<JwtKey[]> {
  return kept(dataDir, 'jwt-keys.json', () => [{ id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') }]);
}

/** How the first administrator signs in. */
export interface AdministratorSignIn {
  email: string;
  password: string;
}

/** The administrator's sign-in with the embedded database where none was given: made once. */
export function keptAdministrator(dataDir: string, email: string | undefined): Promise<AdministratorSignIn> {
  return kept(dataDir, 'administrator.json', () => ({
    email: email ?? 'admin@aceso.localhost',
    password: randomBytes(15).toString('base64url'),
  }));
}
