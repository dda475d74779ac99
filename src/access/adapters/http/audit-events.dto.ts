import { Choice, InstantText, Nested, PageQuery, Text, TextList, Uuid, UuidList } from '#http';

export class AuditEventsPageQuery extends PageQuery {
  @Uuid({ optional: true })
  patientId?: string;

  @Choice(['true', 'false'], {
    optional: true,
    description: 'With `true` also lists in which the patient was one of several; for at most 31 days from `from` to `to`.',
  })
  inLists?: string;

  @Text({ optional: true, max: 100, description: 'Id of a user or service account, or name of a job.' })
  actorId?: string;

  @Text({ optional: true, max: 100, example: 'appointment.book' })
  action?: string;

  @Choice(['success', 'refused'], { optional: true })
  outcome?: string;

  @InstantText({ optional: true, description: 'Events at or after this instant.' })
  from?: string;

  @InstantText({ optional: true, description: 'Events before this instant.' })
  to?: string;
}

class AuditActorDto {
  @Choice(['user', 'service', 'system', 'anonymous'])
  kind!: string;

  @Text({ optional: true })
  id?: string;
}

class AuditResourceDto {
  @Text({ example: 'appointment' })
  type!: string;

  @Text({ optional: true })
  id?: string;
}

export class AuditEventAnswer {
  @Uuid()
  id!: string;

  @InstantText()
  at!: string;

  @Nested(() => AuditActorDto)
  actor!: AuditActorDto;

  @Text({ example: 'appointment.book' })
  action!: string;

  @Nested(() => AuditResourceDto)
  resource!: AuditResourceDto;

  @Uuid({ optional: true })
  patientId?: string;

  @UuidList({ optional: true, description: 'Of lists that showed several patients.' })
  patientIds?: string[];

  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true, description: 'The emergency access that had opened the chart of the patient.' })
  breakGlassId?: string;

  @Choice(['success', 'refused'])
  outcome!: string;

  @Text({ optional: true, max: 2_000 })
  reason?: string;

  @Text({ optional: true, description: 'Network address that the request came from.' })
  address?: string;

  @Text({ optional: true })
  requestId?: string;

  @TextList({ optional: true, description: 'Names of the fields that changed, never their values.' })
  changed?: string[];
}
