import { createHash } from 'node:crypto';
import type { Sql } from '#persistence';
import { type Attempt, SignInFailures } from '../../application/ports.js';
import { networkOf } from './network.js';

/** Failures within the window that an account may have, and an address. */
const MOST_OF_ACCOUNT = 10;
const MOST_OF_ADDRESS = 100;
const WINDOW = "interval '15 minutes'";

/** Failed attempts in one small table; only failures write, and what is over is cleared by the way. */
export class SqlSignInFailures extends SignInFailures {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async waitFor(attempt: Attempt): Promise<number | undefined> {
    const row = await this.sql.first<{ seconds: number | null }>(
      `select ceil(extract(epoch from max(since) + ${WINDOW} - now()))::int as seconds from access.sign_in_failures
       where since > now() - ${WINDOW}
         and ((subject = $1 and failures >= ${MOST_OF_ACCOUNT}) or (subject = $2 and failures >= ${MOST_OF_ADDRESS}))`,
      [accountOf(attempt), addressOf(attempt)],
    );
    return row?.seconds ?? undefined;
  }

  override async count(attempt: Attempt): Promise<number | undefined> {
    const [account, address] = [accountOf(attempt), addressOf(attempt)];
    const [row] = await this.sql.lock<{ seconds: number | null }>(
      `with counted as (
         insert into access.sign_in_failures as f (subject, failures, since)
         select subject, 1, now() from unnest($3::text[]) subject
         on conflict (subject) do update set
           failures = case when f.since > now() - ${WINDOW} then f.failures + 1 else 1 end,
           since = case when f.since > now() - ${WINDOW} then f.since else now() end
         returning subject, failures, since
       ), cleared as (
         delete from access.sign_in_failures where subject in (
           select subject from access.sign_in_failures
           where since <= now() - ${WINDOW} and subject <> all ($3::text[]) order by since limit 10 for update skip locked)
       )
       select ceil(extract(epoch from max(since) + ${WINDOW} - now()))::int as seconds from counted
       where (subject = $1 and failures > ${MOST_OF_ACCOUNT}) or (subject = $2 and failures > ${MOST_OF_ADDRESS})`,
      // In one order for everybody, so that two attempts don't wait for each other.
      [account, address, [account, address].sort()],
    );
    return row?.seconds ?? undefined;
  }

  override async forget(attempt: Attempt): Promise<void> {
    const subject = accountOf(attempt);
    const found = await this.sql.first('select 1 from access.sign_in_failures where subject = $1', [subject]);
    if (found) await this.sql.execute('delete from access.sign_in_failures where subject = $1', [subject]);
  }
}

/** A digest: what people type into the e-mail field may be somebody's address, or a password. */
function accountOf({ email, address, isKnownAddress }: Attempt): string {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('base64url');
  return isKnownAddress ? `account ${digest} from ${networkOf(address)}` : `account ${digest}`;
}

function addressOf({ address }: Attempt): string {
  return `address ${networkOf(address)}`;
}
