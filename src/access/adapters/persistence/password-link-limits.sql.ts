import type { Sql } from '#persistence';
import { PasswordLinkLimits } from '../../application/password-link-ports.js';
import { TooManyLinkRequests } from '../../domain/access-errors.js';
import { networkOf } from './network.js';
import { digestOf } from './sign-in-failures.sql.js';
import { SqlThrottle } from './throttle.sql.js';

/**
 * Requests within a quarter of an hour for one account, and from one address. Less than a link's life, so that whoever
 * asks once too often has one in the mailbox that counts.
 */
const MOST_OF_ACCOUNT = 3;
const MOST_OF_ADDRESS = 30;

/** Requests for links by what was typed and by address, whether or not anybody has that account. */
export class SqlPasswordLinkLimits extends PasswordLinkLimits {
  private readonly throttle: SqlThrottle;

  constructor(sql: Sql) {
    super();
    this.throttle = new SqlThrottle(sql, 'constant');
  }

  override async admit(email: string, address: string | undefined): Promise<boolean> {
    const tooMany = await this.throttle.count([{ name: `links to ${networkOf(address)}`, limit: MOST_OF_ADDRESS }]);
    if (tooMany !== undefined) throw new TooManyLinkRequests(tooMany);
    return (await this.throttle.count([{ name: `links for ${digestOf(email)}`, limit: MOST_OF_ACCOUNT }])) === undefined;
  }
}
