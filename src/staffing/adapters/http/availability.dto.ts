import { CalendarDate, Choice, NestedList, Text, Uuid, UuidList, WallClock, Whole, ZoneName } from '#http';

const ZONE = { optional: true, description: "Zone of all the times; the facility's own without it." };

export class AvailabilityRuleDto {
  @Whole({ min: 1, max: 7, description: '1 is Monday, 7 Sunday.', example: 1 })
  weekday!: number;

  @WallClock({ example: '09:00' })
  from!: string;

  @WallClock({ endOfDay: true, example: '17:00', description: 'Before `from` it is on the next day; 24:00 ends the day.' })
  to!: string;

  @CalendarDate({ optional: true, description: 'First day on which the rule holds.' })
  validFrom?: string;

  @CalendarDate({ optional: true, description: 'Last day on which the rule holds.' })
  validUntil?: string;

  @UuidList({ optional: true, description: 'Only these types of appointment; all without it.' })
  appointmentTypeIds?: string[];
}

export class AvailabilityExceptionDto {
  @CalendarDate({ example: '2026-12-24' })
  date!: string;

  @WallClock({ optional: true, description: 'Without times the whole day is meant.', example: '13:00' })
  from?: string;

  @WallClock({ optional: true, endOfDay: true, example: '24:00' })
  to?: string;

  @Choice(['closed', 'open'])
  kind!: 'closed' | 'open';

  @Text({ optional: true, example: 'Christmas' })
  reason?: string;
}

export class SetAvailabilityBody {
  @ZoneName(ZONE)
  timeZone?: string;

  @NestedList(() => AvailabilityRuleDto, { maxItems: 200 })
  rules!: AvailabilityRuleDto[];

  @NestedList(() => AvailabilityExceptionDto, { optional: true, maxItems: 1_000 })
  exceptions?: AvailabilityExceptionDto[];

  @Whole({ optional: true, min: 1, max: 1_000, description: 'Appointments at the same time; 1 by default.', example: 1 })
  capacity?: number;
}

export class AvailabilityAnswer {
  @Uuid()
  staffId!: string;

  @ZoneName(ZONE)
  timeZone?: string;

  @NestedList(() => AvailabilityRuleDto)
  rules!: AvailabilityRuleDto[];

  @NestedList(() => AvailabilityExceptionDto)
  exceptions!: AvailabilityExceptionDto[];

  @Whole({ min: 1, example: 1 })
  capacity!: number;

  @Whole({ description: '0 where nothing was set yet.' })
  version!: number;
}
