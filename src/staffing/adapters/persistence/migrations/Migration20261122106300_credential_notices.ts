import { Migration } from '@mikro-orm/migrations';

/** That it was told, once each, when a credential came near its end and when it expired. */
export class Migration20261122106300_credential_notices extends Migration {
  override up(): void {
    this.addSql(`
      create table staffing.credential_notices (
        id uuid primary key,
        credential_id uuid not null references staffing.credentials (id),
        passing text not null check (passing in ('expiring', 'expired')),
        noticed_at timestamptz not null,
        version integer not null default 1,
        constraint credential_notices_once unique (credential_id, passing)
      );
      create index credentials_by_end on staffing.credentials (valid_until, id);`);
  }
}
