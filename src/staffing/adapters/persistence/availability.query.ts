import type { Sql } from '#persistence';
import type { AvailabilityException } from '../../domain/availability.js';
import type { AvailabilityRule } from '../../domain/availability-rules.js';
import { NOTHING_SET } from '../../application/set-availability.js';
import { present } from './rows.js';

/** An availability as it is read. */
export interface AvailabilityView {
  staffId: string;
  timeZone?: string;
  rules: AvailabilityRule[];
  exceptions: AvailabilityException[];
  capacity: number;
  version: number;
}

/** Availability for reading. */
export class AvailabilityQuery {
  constructor(private readonly sql: Sql) {}

  /** Where nothing was set yet, an empty one of version 0. */
  async of(staffId: string): Promise<AvailabilityView> {
    const row = await this.sql.first<AvailabilityView>(
      `select staff_id as "staffId", time_zone as "timeZone", rules, exceptions, capacity, version
       from staffing.availabilities where staff_id = $1`,
      [staffId],
    );
    return row ? present(row) : { staffId, rules: [], exceptions: [], capacity: 1, version: NOTHING_SET };
  }
}
