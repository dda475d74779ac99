import { migrateQueueStore } from '#messaging';
import { EmbeddedPostgres, migrate } from '#persistence';
import { migrations } from '../mikro-orm.config.js';
import type { Config, ReadyConfig } from './config.js';
import { keptJwtKeys } from './kept-secrets.js';

/** A migrated database and, where it is the embedded one, how to leave it. */
export interface OpenDatabase {
  config: ReadyConfig;
  leave(): Promise<void>;
}

/** Whose rights the application's connections have. */
function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/**
 * Brings the database up, the embedded one where no other is named, and its schema up to date.
 * @param say hears what happens, in lines for people
 */
export async function openDatabase(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === undefined ? await EmbeddedPostgres.start({ dataDir: config.dataDir, onLine: say }) : undefined;
  try {
    const databaseUrl = config.databaseUrl ?? embedded!.url;
    const ownerUrl = config.databaseOwnerUrl ?? embedded?.ownerUrl ?? databaseUrl;
    const jwtKeys = config.jwtKeys.length > 0 ? config.jwtKeys : await keptJwtKeys(config.dataDir);
    const applicationRole = ownerUrl === databaseUrl ? undefined : roleOf(databaseUrl);
    await migrate(ownerUrl, migrations, applicationRole);
    await migrateQueueStore(ownerUrl, applicationRole);
    return { config: { ...config, databaseUrl, jwtKeys }, leave: async () => embedded?.stop() };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
