import { Migration } from '@mikro-orm/migrations';

/** Codes by which patients make an account of their own. Only a digest is kept; of one patient one at a time counts. */
export class Migration20261122104100_patient_invitations extends Migration {
  override up(): void {
    this.addSql(`
      create table access.patient_invitations (
        id uuid primary key,
        patient_id uuid not null constraint patient_invitations_patient references patients.patients (id),
        code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
        email text check (length(email) between 3 and 254),
        invited_by uuid not null references access.users (id),
        created_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > created_at),
        failures integer not null default 0,
        accepted_at timestamptz,
        accepted_by uuid constraint patient_invitations_account unique references access.users (id) deferrable initially deferred,
        revoked_at timestamptz,
        version integer not null default 1,
        constraint patient_invitations_accepted_whole check (num_nonnulls(accepted_at, accepted_by) in (0, 2)),
        constraint patient_invitations_one_end check (accepted_at is null or revoked_at is null)
      );
      comment on table access.patient_invitations is 'Single-use codes with which patients make an account of their own.';
      create unique index patient_invitations_code on access.patient_invitations (code_hash);
      create unique index patient_invitations_open on access.patient_invitations (patient_id)
        where accepted_at is null and revoked_at is null;
      create index patient_invitations_patient_id on access.patient_invitations (patient_id, id);
    `);
  }
}
