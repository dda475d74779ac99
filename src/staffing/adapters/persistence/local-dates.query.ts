import { NotFound } from '#kernel';
import type { Sql } from '#persistence';
import { LocalDates } from '../../application/ports.js';

export class SqlLocalDates extends LocalDates {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async dateFor(staffId: string, at: Temporal.Instant): Promise<Temporal.PlainDate> {
    const row = await this.sql.first<{ time_zone: string }>(
      'select f.time_zone from staffing.staff_members s join staffing.facilities f on f.id = s.facility_id where s.id = $1',
      [staffId],
    );
    if (!row) throw new NotFound('staff member');
    return at.toZonedDateTimeISO(row.time_zone).toPlainDate();
  }
}
