import { Migration } from '@mikro-orm/migrations';

/** Shift templates, rosters, shifts and swaps; heads, cover and rostering of departments. */
export class Migration20261122105000_rosters extends Migration {
  override up(): void {
    this.addSql(DEPARTMENTS);
    this.addSql(TEMPLATES);
    this.addSql(ROSTERS);
    this.addSql(SHIFTS);
    this.addSql(SWAPS);
  }
}

const DEPARTMENTS = `
  alter table staffing.staff_members add constraint staff_members_of_facility unique (facility_id, id);
  alter table staffing.departments
    add column head_id uuid,
    add column cover_rules jsonb not null default '[]',
    add column rostering_required boolean,
    add constraint departments_head foreign key (facility_id, head_id) references staffing.staff_members (facility_id, id);
  create index departments_headed_by on staffing.departments (head_id) where head_id is not null;`;

const TEMPLATES = `
  create table staffing.shift_templates (
    id uuid primary key,
    facility_id uuid not null,
    department_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    kind text not null check (kind in ('day', 'night', 'on-call')),
    from_time text not null,
    to_time text not null,
    weekdays jsonb not null,
    count integer not null check (count between 1 and 100),
    role text,
    specialty text,
    active boolean not null default true,
    version integer not null default 1,
    constraint shift_templates_department foreign key (facility_id, department_id)
      references staffing.departments (facility_id, id)
  );
  create index shift_templates_by_department on staffing.shift_templates (department_id, id);
  create index shift_templates_by_facility on staffing.shift_templates (facility_id, id);`;

const ROSTERS = `
  create table staffing.rosters (
    id uuid primary key,
    facility_id uuid not null,
    department_id uuid not null,
    span text not null check (span in ('week', 'month')),
    from_date date not null,
    to_date date not null check (to_date > from_date),
    status text not null check (status in ('draft', 'published', 'locked', 'discarded')),
    published_at timestamptz,
    version integer not null default 1,
    constraint rosters_department foreign key (facility_id, department_id) references staffing.departments (facility_id, id),
    constraint rosters_no_overlap exclude using gist
      (department_id with =, daterange(from_date, to_date, '[]') with &&) where (status <> 'discarded')
  );
  create index rosters_by_facility on staffing.rosters (facility_id, from_date desc, id);
  create index rosters_by_department on staffing.rosters (department_id, from_date desc, id);`;

/**
 * One person is in one place at a time: drafts count as well, so that two plans never give the same night twice. The
 * constraint can wait for the end of a statement or transaction, since two people may exchange overlapping shifts.
 */
const SHIFTS = `
  create table staffing.shifts (
    id uuid primary key,
    facility_id uuid not null,
    department_id uuid not null,
    roster_id uuid constraint shifts_roster references staffing.rosters (id),
    template_id uuid constraint shifts_template references staffing.shift_templates (id),
    day date,
    seat integer,
    kind text not null check (kind in ('day', 'night', 'on-call')),
    start_at timestamptz not null,
    end_at timestamptz not null,
    role text,
    specialty text,
    staff_id uuid constraint shifts_staff references staffing.staff_members (id),
    status text not null
      check (status in ('open', 'assigned', 'confirmed', 'in-progress', 'completed', 'absent', 'cancelled')),
    plan text not null check (plan in ('draft', 'published', 'locked')),
    override_reason text,
    overridden_rules text[] not null default '{}',
    cancel_reason text,
    successor_id uuid,
    version integer not null default 1,
    constraint shifts_department foreign key (facility_id, department_id) references staffing.departments (facility_id, id),
    constraint shifts_last check (end_at > start_at and end_at <= start_at + interval '168 hours'),
    constraint shifts_staffed check (status = 'cancelled' or (status = 'open') = (staff_id is null)),
    constraint shifts_override check ((override_reason is null) = (overridden_rules = '{}')),
    constraint shifts_no_overlap exclude using gist (staff_id with =, tstzrange(start_at, end_at) with &&)
      where (staff_id is not null and status not in ('absent', 'cancelled')) deferrable initially immediate
  );
  create unique index shifts_seat on staffing.shifts (roster_id, template_id, day, seat) where seat is not null;
  create index shifts_by_facility on staffing.shifts (facility_id, start_at, id);
  create index shifts_by_department on staffing.shifts (department_id, start_at, id);
  create index shifts_by_staff on staffing.shifts (staff_id, start_at, id) where staff_id is not null;
  create index shifts_by_roster on staffing.shifts (roster_id, start_at, id) where roster_id is not null;`;

const SWAPS = `
  create table staffing.shift_swaps (
    id uuid primary key,
    facility_id uuid not null,
    department_id uuid not null,
    shift_id uuid not null constraint shift_swaps_shift references staffing.shifts (id),
    requester_id uuid not null references staffing.staff_members (id),
    colleague_id uuid not null constraint shift_swaps_colleague references staffing.staff_members (id),
    in_return_shift_id uuid constraint shift_swaps_in_return references staffing.shifts (id),
    reason text,
    status text not null check (status in ('requested', 'accepted', 'approved', 'applied', 'rejected', 'expired')),
    expires_at timestamptz not null,
    reject_reason text,
    version integer not null default 1,
    constraint shift_swaps_department foreign key (facility_id, department_id) references staffing.departments (facility_id, id),
    constraint shift_swaps_two check (requester_id <> colleague_id)
  );
  create unique index shift_swaps_once on staffing.shift_swaps (shift_id) where status in ('requested', 'accepted');
  create unique index shift_swaps_in_return_once on staffing.shift_swaps (in_return_shift_id)
    where status in ('requested', 'accepted');
  create index shift_swaps_due on staffing.shift_swaps (expires_at) where status in ('requested', 'accepted');
  create index shift_swaps_by_facility on staffing.shift_swaps (facility_id, id desc);
  create index shift_swaps_by_requester on staffing.shift_swaps (requester_id, id desc);
  create index shift_swaps_by_colleague on staffing.shift_swaps (colleague_id, id desc);`;
