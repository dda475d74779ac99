import { Migration } from '@mikro-orm/migrations';

/** What not coming costs, and that it was forgiven. */
export class Migration20261122150000_no_show_policy extends Migration {
  override up(): void {
    this.addSql(`
      alter table scheduling.appointments
        add column no_show_fee_minor_units bigint check (no_show_fee_minor_units > 0),
        add column no_show_fee_currency text check (no_show_fee_currency ~ '^[A-Z]{3}$'),
        add column no_show_waived_at timestamptz,
        add column no_show_waived_by uuid,
        add column no_show_waive_reason text,
        add constraint appointments_no_show_fee_whole check ((no_show_fee_minor_units is null) = (no_show_fee_currency is null)),
        add constraint appointments_no_show_waiver_whole check (
          (no_show_waived_at is null) = (no_show_waived_by is null) and (no_show_waived_at is null) = (no_show_waive_reason is null)),
        add constraint appointments_no_show_waived_is_free check (no_show_waived_at is null or no_show_fee_minor_units is null)`);
  }
}
