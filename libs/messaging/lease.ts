import { randomUUID } from 'node:crypto';
import type { Sql } from '#persistence';

const HOLD = `
  insert into platform.leases as l (name, holder, until)
  values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
  on conflict (name) do update set holder = excluded.holder, until = excluded.until
  where l.holder = excluded.holder or l.until < clock_timestamp()`;

/**
 * Makes one process responsible for something remote for a while, without a session lock or an open
 * transaction. The holder renews it; when it dies, another takes over once the time is up.
 */
export class Lease {
  private readonly holder = randomUUID();

  constructor(
    private readonly sql: Sql,
    private readonly name: string,
    private readonly milliseconds: number,
  ) {}

  /** Takes or renews the lease; false where somebody else has it. */
  async hold(): Promise<boolean> {
    return (await this.sql.execute(HOLD, [this.name, this.holder, this.milliseconds])) === 1;
  }

  async release(): Promise<void> {
    await this.sql.execute('delete from platform.leases where name = $1 and holder = $2', [this.name, this.holder]);
  }
}
