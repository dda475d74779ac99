import { PageQuery, Text, Uuid, Whole } from '#http';

const CODE = { max: 40, description: 'Short name, unique in the facility.', example: 'CARD' };

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

  @Whole({ min: 1 })
  version!: number;
}
