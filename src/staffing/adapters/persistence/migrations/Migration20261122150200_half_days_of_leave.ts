import { Migration } from '@mikro-orm/migrations';

/**
 * Leave begins or ends at midday where it says so, and is reckoned in halves of days. A running version that knows whole days
 * only goes on with its columns of whole days, which triggers keep in step.
 */
export class Migration20261122150200_half_days_of_leave extends Migration {
  override up(): void {
    this.addSql(REQUESTS);
    this.addSql(DAYS_OF_REQUESTS);
    this.addSql(ENTITLEMENTS);
    this.addSql(DAYS_OF_ENTITLEMENTS);
  }
}

/** Half days are numbered on and on, so that a morning and the afternoon after it do not overlap. */
const REQUESTS = `
  alter table staffing.leave_requests
    add column from_half text not null default 'am' check (from_half in ('am', 'pm')),
    add column to_half text not null default 'pm' check (to_half in ('am', 'pm')),
    add column days_taken jsonb,
    add constraint leave_requests_some_time check (from_date < to_date or from_half <= to_half),
    drop constraint leave_requests_no_overlap,
    add constraint leave_requests_no_overlap exclude using gist (
      staff_id with =,
      int4range(
        (from_date - date '2000-01-01') * 2 + (from_half = 'pm')::integer,
        (to_date - date '2000-01-01') * 2 + (to_half = 'pm')::integer, '[]') with &&
    ) where (status = 'approved');
  update staffing.leave_requests set days_taken = working_days;`;

/** Truth is `days_taken`, by year and with halves; `working_days` has its whole days. */
const DAYS_OF_REQUESTS = `
  create function staffing.keep_days_of_leave() returns trigger language plpgsql as $$
  begin
    if new.days_taken is null then
      new.days_taken := new.working_days;
    else
      new.working_days := (
        select coalesce(jsonb_object_agg(year, floor(days::numeric)::integer), '{}')
        from jsonb_each_text(new.days_taken) as each (year, days));
    end if;
    return new;
  end $$;
  create trigger leave_requests_days before insert or update on staffing.leave_requests
    for each row execute function staffing.keep_days_of_leave();`;

const ENTITLEMENTS = `
  alter table staffing.leave_entitlements add column half_days integer, add column used_half_days integer;
  update staffing.leave_entitlements set half_days = days * 2, used_half_days = used_days * 2;
  alter table staffing.leave_entitlements
    alter column half_days set not null,
    alter column used_half_days set not null,
    add check (half_days between 0 and 732),
    add check (used_half_days >= 0),
    drop constraint leave_entitlements_not_exceeded,
    add constraint leave_entitlements_not_exceeded check (used_half_days <= half_days);`;

/** Truth is in halves; whole days are what of it is whole. Whoever changes whole days changes twice as many halves. */
const DAYS_OF_ENTITLEMENTS = `
  create function staffing.keep_days_of_entitlement() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      new.half_days := coalesce(new.half_days, new.days * 2);
      new.used_half_days := coalesce(new.used_half_days, new.used_days * 2);
    else
      if new.half_days = old.half_days then new.half_days := old.half_days + (new.days - old.days) * 2; end if;
      if new.used_half_days = old.used_half_days then
        new.used_half_days := old.used_half_days + (new.used_days - old.used_days) * 2;
      end if;
    end if;
    new.days := new.half_days / 2;
    new.used_days := new.used_half_days / 2;
    return new;
  end $$;
  create trigger leave_entitlements_days before insert or update on staffing.leave_entitlements
    for each row execute function staffing.keep_days_of_entitlement();`;
