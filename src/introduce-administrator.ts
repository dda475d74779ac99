import type { INestApplicationContext } from '@nestjs/common';
import { DomainError } from '#kernel';
import { AccessFacade } from './access/index.js';
import { type Config, WrongConfiguration } from './config.js';
import { keptAdministrator } from './kept-secrets.js';

/**
 * Makes the first administrator where there is none: the one that is named, or with the embedded
 * database one whose password is generated, said once and kept.
 * @throws WrongConfiguration where the one that is named can't be made
 */
export async function introduceAdministrator(
  context: INestApplicationContext,
  config: Config,
  embedded: boolean,
  say: (line: string) => void,
): Promise<void> {
  const access = context.get(AccessFacade);
  const given = config.adminEmail !== undefined && config.adminPassword !== undefined;
  if (!given && !embedded) return sayWhoIsMissing(access, say);
  const signIn = given
    ? { email: config.adminEmail!, password: config.adminPassword! }
    : await keptAdministrator(config.dataDir, config.adminEmail);
  const created = await access.ensureFirstAdministrator(signIn).catch((error: unknown) => {
    throw explained(error);
  });
  if (!created) return;
  say(`Administrator: ${signIn.email}${given ? '' : `, password ${signIn.password} (kept in ${config.dataDir}/administrator.json)`}`);
}

async function sayWhoIsMissing(access: AccessFacade, say: (line: string) => void): Promise<void> {
  if (await access.isAdministered()) return;
  say('There is no administrator yet: set ADMIN_EMAIL and ADMIN_PASSWORD, and start again.');
}

/** Names the variable, since the refusal is about a member of a request. */
function explained(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  if (error.code === 'password-unfit') return new WrongConfiguration(`ADMIN_PASSWORD ${error.message}.`);
  if (error.code === 'email-taken') return new WrongConfiguration('ADMIN_EMAIL is the address of a user who is no administrator.');
  return error;
}
