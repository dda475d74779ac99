import { Choice, Flag, PageQuery, Text, Uuid, WallClock, Weekdays, Whole } from '#http';
import { SHIFT_KINDS, type ShiftKind } from '../../domain/shift.js';
import { STAFF_ROLES } from '../../domain/staff-role.js';

const NAME = { example: 'Early shift' };
const FROM = { description: 'Local time of the facility.', example: '07:00' };
const TO = { endOfDay: true, description: 'On the next day where it is not after the start.', example: '15:00' };
const COUNT = { min: 1, max: 100, description: 'People wanted each time.', example: 2 };
const ROLE = { optional: true, description: 'Who it is for; anybody without it.', example: 'nurse' };
const SPECIALTY = { optional: true, max: 100, example: 'intensive-care' };

export class DefineShiftTemplateBody {
  @Uuid()
  departmentId!: string;

  @Text(NAME)
  name!: string;

  @Choice(SHIFT_KINDS, { example: 'day' })
  kind!: ShiftKind;

  @WallClock(FROM)
  from!: string;

  @WallClock(TO)
  to!: string;

  @Weekdays()
  weekdays!: number[];

  @Whole(COUNT)
  count!: number;

  @Choice(STAFF_ROLES, ROLE)
  role?: string;

  @Text(SPECIALTY)
  specialty?: string;
}

export class ReviseShiftTemplateBody {
  @Text({ ...NAME, optional: true })
  name?: string;

  @Choice(SHIFT_KINDS, { optional: true, example: 'day' })
  kind?: ShiftKind;

  @WallClock({ ...FROM, optional: true })
  from?: string;

  @WallClock({ ...TO, optional: true })
  to?: string;

  @Weekdays({ optional: true })
  weekdays?: number[];

  @Whole({ ...COUNT, optional: true })
  count?: number;

  @Choice(STAFF_ROLES, { ...ROLE, nullable: true })
  role?: string | null;

  @Text({ ...SPECIALTY, nullable: true })
  specialty?: string | null;

  @Flag({ optional: true, description: 'False keeps it out of new rosters.' })
  active?: boolean;
}

export class ShiftTemplateListQuery extends PageQuery {
  @Uuid({ optional: true })
  departmentId?: string;
}

export class ShiftTemplateAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  departmentId!: string;

  @Text(NAME)
  name!: string;

  @Choice(SHIFT_KINDS)
  kind!: ShiftKind;

  @WallClock(FROM)
  from!: string;

  @WallClock(TO)
  to!: string;

  @Weekdays()
  weekdays!: number[];

  @Whole(COUNT)
  count!: number;

  @Choice(STAFF_ROLES, ROLE)
  role?: string;

  @Text(SPECIALTY)
  specialty?: string;

  @Flag()
  active!: boolean;

  @Whole({ min: 1 })
  version!: number;
}
