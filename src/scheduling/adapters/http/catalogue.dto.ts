import { Choice, ChoiceList, MoneyDto, Nested, PageQuery, Text, Uuid, Whole } from '#http';
import { type ResourceKind, resourceKinds } from '../../domain/resource.js';

const DAY = 1_440;

export class AppointmentTypeBody {
  @Uuid()
  facilityId!: string;

  @Text({ example: 'Check-up' })
  name!: string;

  @Whole({ min: 1, max: DAY, example: 30 })
  durationMinutes!: number;

  @Whole({ optional: true, max: DAY, description: 'Practitioner and rooms are taken so much earlier, the patient is not.', example: 0 })
  bufferBeforeMinutes?: number;

  @Whole({ optional: true, max: DAY, description: 'Practitioner and rooms are taken so much longer.', example: 10 })
  bufferAfterMinutes?: number;

  @Text({ optional: true, max: 100, description: 'Only members of staff who have it can be booked.', example: 'cardiology' })
  requiredSpecialty?: string;

  @ChoiceList(resourceKinds, { optional: true, description: 'One free room or piece of equipment of each kind is taken.' })
  requiredResourceKinds?: ResourceKind[];

  @Nested(() => MoneyDto, { optional: true })
  price?: MoneyDto;
}

export class AppointmentTypeAnswer extends AppointmentTypeBody {
  @Uuid()
  id!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class ResourceBody {
  @Uuid()
  facilityId!: string;

  @Choice(resourceKinds)
  kind!: ResourceKind;

  @Text({ example: 'Room 12' })
  name!: string;

  @Whole({ min: 1, max: 1_000, description: 'Appointments at the same time.', example: 1 })
  capacity!: number;
}

export class ResourceAnswer extends ResourceBody {
  @Uuid()
  id!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class AppointmentTypesPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;
}

export class ResourcesPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Choice(resourceKinds, { optional: true })
  kind?: string;
}
