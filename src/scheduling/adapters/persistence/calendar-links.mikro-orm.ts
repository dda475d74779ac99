import { defineEntity, p } from '@mikro-orm/core';
import { type Entities, InstantType, instantText, type Sql } from '#persistence';
import { type CalendarItem, CalendarItems } from '../../application/calendar-feed-ports.js';
import { CalendarLink } from '../../domain/calendar-link.js';
import { CalendarLinks } from '../../domain/calendar-links.js';

export const CalendarLinkMapping = defineEntity({
  class: CalendarLink,
  tableName: 'calendar_links',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    staffId: p.uuid(),
    facilityId: p.uuid(),
    createdAt: p.type(InstantType),
    revokedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

export class MikroOrmCalendarLinks extends CalendarLinks {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(link: CalendarLink): void {
    this.entities.add(link);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override find(id: string): Promise<CalendarLink | undefined> {
    return this.entities.find(CalendarLink, { id });
  }

  override async ofStaff(staffId: string): Promise<CalendarLink[]> {
    const links = await this.entities.findAll(CalendarLink, { staffId });
    return links.sort((one, other) => Temporal.Instant.compare(other.createdAt, one.createdAt));
  }
}

interface ItemRow {
  id: string;
  time_version: number;
  start_at: string;
  end_at: string;
  name: string;
  created_at: string;
}

export class SqlCalendarItems extends CalendarItems {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async of(staffId: string, from: Temporal.Instant, until: Temporal.Instant): Promise<CalendarItem[]> {
    const rows = await this.sql.query<ItemRow>(
      `select a.id, a.time_version, a.start_at, a.end_at, t.name, a.created_at
       from scheduling.appointments a join scheduling.appointment_types t on t.id = a.appointment_type_id
       where a.staff_id = $1 and a.start_at >= $2 and a.start_at < $3
         and a.status in ('booked', 'confirmed', 'checked-in', 'in-progress', 'completed') order by a.start_at, a.id`,
      [staffId, from.toString(), until.toString()],
    );
    const instant = (text: string): Temporal.Instant => Temporal.Instant.from(instantText(text));
    return rows.map((row) => ({
      appointmentId: row.id,
      timeVersion: row.time_version,
      start: instant(row.start_at),
      end: instant(row.end_at),
      typeName: row.name,
      createdAt: instant(row.created_at),
    }));
  }
}
