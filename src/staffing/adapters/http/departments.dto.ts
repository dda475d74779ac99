import { Choice, Flag, NestedList, PageQuery, Text, Uuid, WallClock, Weekdays, Whole } from '#http';
import { STAFF_ROLES } from '../../domain/staff-role.js';

const CODE = { max: 40, description: 'Short name, unique in the facility.', example: 'CARD' };

const HEAD = { description: 'Who leads it: a member of staff of the facility.' };
const ROSTERING = { description: 'Its people can be booked in published shifts alone; the facility’s setting without it.' };

/** So many people of a role or specialty, at certain times. */
export class CoverRuleDto {
  @Choice(STAFF_ROLES, { optional: true, example: 'nurse' })
  role?: string;

  @Text({ optional: true, max: 100, example: 'intensive-care' })
  specialty?: string;

  @Whole({ min: 1, max: 1_000, example: 2 })
  count!: number;

  @WallClock({ description: 'Local time of the facility.', example: '07:00' })
  from!: string;

  @WallClock({ endOfDay: true, description: 'On the next day where it is not after the start.', example: '19:00' })
  to!: string;

  @Weekdays()
  weekdays!: number[];
}

const COVER = { maxItems: 50, description: 'How many people it needs at least; the list replaces the list.' };

export class CreateDepartmentBody {
  @Uuid()
  facilityId!: string;

  @Text({ example: 'Cardiology' })
  name!: string;

  @Text(CODE)
  code!: string;
}

export class ChangeDepartmentBody {
  @Text({ optional: true, example: 'Cardiology' })
  name?: string;

  @Text({ ...CODE, optional: true })
  code?: string;

  @Uuid({ ...HEAD, optional: true, nullable: true })
  headId?: string | null;

  @NestedList(() => CoverRuleDto, { ...COVER, optional: true, nullable: true })
  coverRules?: CoverRuleDto[] | null;

  @Flag({ ...ROSTERING, optional: true, nullable: true })
  rosteringRequired?: boolean | null;
}

export class DepartmentListQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;
}

export class DepartmentAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Text({ example: 'Cardiology' })
  name!: string;

  @Text(CODE)
  code!: string;

  @Uuid({ ...HEAD, optional: true })
  headId?: string;

  @NestedList(() => CoverRuleDto, COVER)
  coverRules!: CoverRuleDto[];

  @Flag({ ...ROSTERING, optional: true })
  rosteringRequired?: boolean;

  @Whole({ min: 1 })
  version!: number;
}
