import type { INestApplicationContext } from '@nestjs/common';
import { AccessFacade } from './access/index.js';
import type { Config } from './config.js';
import { keptAdministrator } from './kept-secrets.js';

/**
 * Makes the first administrator where there is none: the one that is named, or with the embedded
 * database one whose password is generated, said once and kept.
 */
export async function introduceAdministrator(
  context: INestApplicationContext,
  config: Config,
  embedded: boolean,
  say: (line: string) => void,
): Promise<void> {
  const given = config.adminEmail !== undefined && config.adminPassword !== undefined;
  if (!given && !embedded) return;
  const signIn = given
    ? { email: config.adminEmail!, password: config.adminPassword! }
    : await keptAdministrator(config.dataDir, config.adminEmail);
  const created = await context.get(AccessFacade).ensureFirstAdministrator(signIn);
  if (!created) return;
  say(`Administrator: ${signIn.email}${given ? '' : `, password ${signIn.password} (kept in ${config.dataDir}/administrator.json)`}`);
}
