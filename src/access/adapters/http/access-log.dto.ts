import { Choice, Flag, InstantText, Nested, Text, TextList, Uuid } from '#http';

class AccessLogActorDto {
  @Choice(['user', 'service', 'system', 'anonymous'])
  kind!: string;

  @Text({ optional: true, example: 'Ada Byron', description: 'Of a user or a machine.' })
  displayName?: string;

  @TextList({ description: 'Roles that the user has now.' })
  roles!: string[];
}

export class AccessLogAnswer {
  @Uuid()
  id!: string;

  @InstantText()
  at!: string;

  @Text({ example: 'patient.read' })
  action!: string;

  @Nested(() => AccessLogActorDto)
  actor!: AccessLogActorDto;

  @Uuid({ optional: true })
  facilityId?: string;

  @Choice(['success', 'refused'])
  outcome!: string;

  @Flag({ description: 'Whether an emergency access had opened the record.' })
  breakGlass!: boolean;
}
