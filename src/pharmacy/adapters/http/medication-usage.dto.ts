import { CalendarDate, Choice, InstantText, NestedList, PageQuery, Text, Uuid, Whole } from '#http';

/** Nobody is given a medicine more often in a year. */
const MOST_EVENTS = 10_000;

export class PatientUsagePageQuery extends PageQuery {
  @CalendarDate({ optional: true, description: 'The 30th day up to `to` without it.' })
  from?: string;

  @CalendarDate({ optional: true, description: 'Included; today without it.' })
  to?: string;

  @Uuid({ optional: true })
  medicationId?: string;
}

export class UsagePageQuery extends PatientUsagePageQuery {
  @Uuid({ optional: true, description: 'Where it was given out.' })
  facilityId?: string;

  @Uuid({ optional: true, description: 'Of the prescriber when the prescription was written.' })
  departmentId?: string;
}

class MedicationUsageAnswer {
  @Uuid()
  medicationId!: string;

  @Text({ max: 300 })
  name!: string;

  @Text({ max: 50, description: 'In which it is counted.' })
  unit!: string;

  @Whole({ description: 'Units given out in the period.' })
  dispensed!: number;

  @Whole({ description: 'Units that came back in the period, whenever they were given out.' })
  returned!: number;
}

export class UsageEventAnswer {
  @Choice(['dispensed', 'returned'])
  kind!: 'dispensed' | 'returned';

  @InstantText()
  at!: string;

  @Uuid()
  dispenseId!: string;

  @Whole({ min: 1 })
  quantity!: number;
}

export class PatientUsageAnswer extends MedicationUsageAnswer {
  @NestedList(() => UsageEventAnswer, { maxItems: MOST_EVENTS, description: 'In the order of time.' })
  events!: UsageEventAnswer[];
}

export class DepartmentUsageAnswer extends MedicationUsageAnswer {
  @Uuid({ description: 'Where it was given out.' })
  facilityId!: string;

  @Uuid({ optional: true, description: 'Of the prescriber when the prescription was written; absent for who had none.' })
  departmentId?: string;

  @Whole({ description: 'How often it was given out.' })
  dispenses!: number;
}
