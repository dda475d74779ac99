import { Migration } from '@mikro-orm/migrations';

/** Charts that were opened without a care relation, and what reviewers said of it. */
export class Migration20261122104000_break_glass extends Migration {
  override up(): void {
    this.addSql(ACCESSES);
    this.addSql(REVIEWS);
  }
}

/**
 * An access counts from `opened_at` to `ended_at` or else `expires_at`, so nothing has to be written when it ends by
 * itself; two of one user for one patient can't overlap.
 */
const ACCESSES = `
  create table access.break_glass_accesses (
    id uuid primary key,
    user_id uuid not null references access.users (id),
    patient_id uuid not null constraint break_glass_accesses_patient references patients.patients (id),
    reason_code text not null check (reason_code ~ '^[a-z]+(-[a-z]+)*$'),
    reason text not null check (reason ~ '\\S' and length(reason) <= 2000),
    opened_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > opened_at),
    ended_at timestamptz check (ended_at between opened_at and expires_at),
    review_due_at timestamptz not null check (review_due_at >= expires_at),
    outcome text check (outcome in ('justified', 'unjustified', 'inconclusive')),
    reviewed_by uuid references access.users (id),
    reviewed_at timestamptz,
    reminded_at timestamptz,
    version integer not null default 1,
    constraint break_glass_accesses_holder unique (id, user_id),
    constraint break_glass_accesses_review_is_whole check (num_nonnulls(outcome, reviewed_by, reviewed_at) in (0, 3)),
    constraint break_glass_accesses_reviewer check (reviewed_by <> user_id),
    constraint break_glass_accesses_one_at_a_time
      exclude using gist (user_id with =, patient_id with =, tstzrange(opened_at, coalesce(ended_at, expires_at)) with &&)
  );
  comment on table access.break_glass_accesses is 'Charts opened in an emergency, for a time, to be reviewed.';
  create index break_glass_accesses_open on access.break_glass_accesses (user_id, expires_at) where ended_at is null;
  create index break_glass_accesses_unreviewed on access.break_glass_accesses (review_due_at, id) where outcome is null;
  create index break_glass_accesses_patient_id on access.break_glass_accesses (patient_id, id);
  create index break_glass_accesses_user_id on access.break_glass_accesses (user_id, review_due_at, id);`;

/** Every review that was given, since one that was inconclusive is followed by another. */
const REVIEWS = `
  create table access.break_glass_reviews (
    id uuid primary key,
    access_id uuid not null,
    holder_id uuid not null,
    reviewer_id uuid not null references access.users (id),
    outcome text not null check (outcome in ('justified', 'unjustified', 'inconclusive')),
    note text not null check (note ~ '\\S' and length(note) <= 2000),
    reviewed_at timestamptz not null,
    constraint break_glass_reviews_access foreign key (access_id, holder_id) references access.break_glass_accesses (id, user_id),
    constraint break_glass_reviews_reviewer check (reviewer_id <> holder_id)
  );
  create index break_glass_reviews_access_id on access.break_glass_reviews (access_id, id);`;
