import { createHash } from 'node:crypto';
import type { Sql } from '#persistence';
import { type Attempt, SignInFailures } from '../../application/ports.js';
import { networkOf } from './network.js';
import { SqlThrottle, type Subject } from './throttle.sql.js';

/** Failures within a quarter of an hour that an account may have, and an address. */
const MOST_OF_ACCOUNT = 10;
const MOST_OF_ADDRESS = 100;

/**
 * Failed attempts by account and by address. Whoever signed in from an address before is counted there apart, and goes
 * on when the address is closed to strangers: neither they nor a colleague's guesses lock the owner out.
 */
export class SqlSignInFailures extends SignInFailures {
  private readonly throttle: SqlThrottle;

  constructor(sql: Sql) {
    super();
    this.throttle = new SqlThrottle(sql, 'growing');
  }

  override waitFor(attempt: Attempt): Promise<number | undefined> {
    return this.throttle.waitFor(attempt.isKnownAddress ? [accountOf(attempt)] : [accountOf(attempt), addressOf(attempt)]);
  }

  override count(attempt: Attempt): Promise<number | undefined> {
    return this.throttle.count([accountOf(attempt), addressOf(attempt)]);
  }

  override forget(attempt: Attempt): Promise<void> {
    return this.throttle.forget(accountOf(attempt));
  }
}

/** What people type into the e-mail field, which may be somebody's address, or a password. */
export function digestOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('base64url');
}

function accountOf({ email, address, isKnownAddress }: Attempt): Subject {
  const account = `account ${digestOf(email)}`;
  return { name: isKnownAddress ? `${account} from ${networkOf(address)}` : account, limit: MOST_OF_ACCOUNT };
}

function addressOf({ address }: Attempt): Subject {
  return { name: `address ${networkOf(address)}`, limit: MOST_OF_ADDRESS };
}
