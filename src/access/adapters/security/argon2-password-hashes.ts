import { hash, type Options, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { PasswordHashes } from '../../application/ports.js';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. The library's default is argon2id. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id, off the event loop. */
export class Argon2PasswordHashes extends PasswordHashes {
  /** A hash that nothing matches, so that an unknown user costs as much time as a known one. */
  private readonly decoy = hash(randomBytes(32), COST);

  override hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  override async matches(password: string, kept: string | undefined): Promise<boolean> {
    const matches = await verify(kept ?? (await this.decoy), password);
    return matches && kept !== undefined;
  }
}
