import { defineEntity, p } from '@mikro-orm/core';
import { type Entities, InstantType, type Sql } from '#persistence';
import { CredentialNotice, CredentialNotices, type CredentialPassing, type PassingCredential } from '../../domain/credential-notice.js';
import { SETTINGS_DEFAULTS } from '../../domain/facility-settings.js';

export const CredentialNoticeMapping = defineEntity({
  class: CredentialNotice,
  tableName: 'credential_notices',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    credentialId: p.uuid(),
    passing: p.text().$type<CredentialPassing>(),
    noticedAt: p.type(InstantType),
    version: p.integer().version(),
  },
});

/** The dates are those of the facility where the person works. What is suspended or still to begin is not expiring. */
const DUE = `
  select c.id as "credentialId", c.staff_id as "staffId", c.kind, c.valid_from::text as "validFrom", c.valid_until::text as "validUntil",
    at.passing
  from staffing.credentials c
    join staffing.staff_members s on s.id = c.staff_id
    join staffing.facilities f on f.id = s.facility_id
    cross join lateral (select ($1::timestamptz at time zone f.time_zone)::date as today,
      coalesce((f.settings #>> '{staffing,credentialNoticeDays}')::integer, $2) as notice_days) here
    cross join lateral (select case when c.valid_until < here.today then 'expired' else 'expiring' end as passing) at
  where c.valid_until < here.today + here.notice_days
    and (at.passing = 'expired' or (c.suspended_at is null and c.valid_from <= here.today))
    and not exists (select from staffing.credential_notices n where n.credential_id = c.id and n.passing = at.passing)
  order by c.valid_until, c.id limit $3`;

export class MikroOrmCredentialNotices extends CredentialNotices {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override due(now: Temporal.Instant, limit: number): Promise<PassingCredential[]> {
    return this.sql.query(DUE, [now.toString(), SETTINGS_DEFAULTS.staffing.credentialNoticeDays, limit]);
  }

  override add(notice: CredentialNotice): void {
    this.entities.add(notice, 'credential-noticed');
  }
}
