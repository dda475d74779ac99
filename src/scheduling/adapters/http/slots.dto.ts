import { CalendarDate, InstantText, Text, Uuid, UuidList, Whole } from '#http';

export class SlotsPageQuery {
  @Uuid()
  appointmentTypeId!: string;

  @Uuid({ optional: true })
  staffId?: string;

  @Text({ optional: true, max: 100, description: 'Only members of staff who have it.', example: 'cardiology' })
  specialty?: string;

  @CalendarDate({ description: 'First date in the facility’s zone.' })
  from!: string;

  @CalendarDate({ description: 'Last date in the facility’s zone, at most 92 days in all.' })
  to!: string;

  @Whole({ optional: true, query: true, min: 1, max: 100_000, description: 'Only the first so many; 1 for the first free slot.' })
  limit?: number;
}

export class SlotAnswer {
  @InstantText()
  start!: string;

  @InstantText()
  end!: string;

  @Uuid()
  staffId!: string;

  @UuidList({ description: 'A free room or piece of equipment of each kind that the type requires.' })
  resourceIds!: string[];

  @Whole({ min: 1, description: 'Bookings that still fit at this time.' })
  remaining!: number;
}
