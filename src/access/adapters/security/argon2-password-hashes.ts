import { hash, type Options, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { randomBytes } from 'node:crypto';
import { PasswordHashes } from '../../application/ports.js';
import { SignInBusy } from '../../domain/access-errors.js';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. The library's default is argon2id. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Computations at a time, 19 MiB each: half of the threads that Node has for work off the event loop. */
const AT_A_TIME = 2;
/** Those that may wait, for about three seconds. */
const MOST_WAITING = 100;

/** argon2id, off the event loop, so many at a time; what would wait too long is refused. */
export class Argon2PasswordHashes extends PasswordHashes {
  private readonly turn = pLimit(AT_A_TIME);
  /** A hash that nothing matches, so that an unknown user costs as much time as a known one. */
  private readonly decoy = hash(randomBytes(32), COST);

  override hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  override async matches(password: string, kept: string | undefined): Promise<boolean> {
    const compared = kept ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(compared, password));
    return matches && kept !== undefined;
  }

  private async inTurn<T>(compute: () => Promise<T>): Promise<T> {
    if (this.turn.pendingCount >= MOST_WAITING) throw new SignInBusy();
    return this.turn(compute);
  }
}
