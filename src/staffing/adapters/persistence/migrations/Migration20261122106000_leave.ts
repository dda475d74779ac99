import { Migration } from '@mikro-orm/migrations';

/** Leave: requests, of which no two approved ones of a person overlap, and what each person is entitled to. */
export class Migration20261122106000_leave extends Migration {
  override up(): void {
    this.addSql(REQUESTS);
    this.addSql(ENTITLEMENTS);
  }
}

const REQUESTS = `
  create table staffing.leave_requests (
    id uuid primary key,
    facility_id uuid not null constraint leave_requests_facility references staffing.facilities (id),
    staff_id uuid not null constraint leave_requests_staff references staffing.staff_members (id),
    from_date date not null,
    to_date date not null check (to_date >= from_date),
    kind text not null check (kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    reason text,
    status text not null check (status in ('requested', 'approved', 'rejected', 'cancelled')),
    requested_by uuid not null,
    decided_by uuid,
    cancelled_by uuid,
    approved_by_staff_id uuid,
    decided_at timestamptz,
    decision_reason text,
    cancel_reason text,
    working_days jsonb,
    version integer not null default 1,
    constraint leave_requests_decided check (status <> 'approved' or (decided_by is not null and working_days is not null)),
    constraint leave_requests_not_own check (approved_by_staff_id <> staff_id),
    constraint leave_requests_no_overlap exclude using gist
      (staff_id with =, daterange(from_date, to_date, '[]') with &&) where (status = 'approved')
  );
  create index leave_requests_of_staff on staffing.leave_requests (staff_id, from_date, id);
  create index leave_requests_of_facility on staffing.leave_requests (facility_id, from_date, id);
  create index leave_requests_by_date on staffing.leave_requests (from_date, id);`;

const ENTITLEMENTS = `
  create table staffing.leave_entitlements (
    id uuid primary key,
    staff_id uuid not null constraint leave_entitlements_staff references staffing.staff_members (id),
    kind text not null check (kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    year integer not null check (year between 2000 and 9999),
    days integer not null check (days between 0 and 366),
    used_days integer not null default 0 check (used_days >= 0),
    version integer not null default 1,
    constraint leave_entitlements_once unique (staff_id, kind, year),
    constraint leave_entitlements_not_exceeded check (used_days <= days)
  );`;
