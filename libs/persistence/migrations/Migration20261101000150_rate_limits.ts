import { Migration } from '@mikro-orm/migrations';

/**
 * What the processes tell each other of the requests they counted. Unlogged: after a crash of the server, counting begins anew, and
 * no request pays for durability that nobody needs.
 */
export class Migration20261101000150_rate_limits extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table platform.rate_limits (
        caller text not null,
        window_start bigint not null,
        requests integer not null,
        primary key (caller, window_start)
      ) with (fillfactor = 50);
      create index rate_limits_window_start on platform.rate_limits (window_start);
    `);
  }
}
