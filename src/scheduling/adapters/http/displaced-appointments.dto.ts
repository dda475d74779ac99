import { Choice, InstantText, NestedList, PageQuery, Text, TextList, Uuid, UuidList, Whole } from '#http';
import { alternativeKinds } from '../../domain/alternatives.js';
import { type AppointmentStatus, appointmentStatuses } from '../../domain/appointment-machine.js';
import { grounds, type Ground } from '../../domain/lost-grounds.js';

const DECISIONS = ['open', 'kept'] as const;
type Decision = (typeof DECISIONS)[number];

export class DisplacedPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Choice(grounds, { optional: true, description: 'Only those that lost this ground, whatever else they lost.' })
  ground?: Ground;

  @Choice(DECISIONS, { optional: true, description: 'Those that nobody decided on (`open`, by default), or those that are kept.' })
  decision?: Decision;
}

export class KeepBody {
  @Text({ max: 500, lines: true, example: 'A colleague takes the clinic over' })
  reason!: string;
}

class LostGroundDto {
  @Choice(grounds)
  ground!: Ground;

  @InstantText({ description: 'When it was noticed.' })
  since!: string;

  @Choice(DECISIONS)
  decision!: Decision;

  @Uuid({ optional: true })
  leaveRequestId?: string;

  @Text({ optional: true, max: 60, example: 'medical-licence', description: 'The kind of credential that is missing.' })
  credentialKind?: string;

  @Text({ optional: true, max: 10, example: '2026-12-24', description: 'First day of the closure.' })
  closedFrom?: string;

  @Text({ optional: true, max: 100, example: 'cardiology' })
  specialty?: string;

  @Uuid({ optional: true, description: 'The outage of its room or equipment.' })
  resourceOutageId?: string;

  @Text({ optional: true, max: 500 })
  keepReason?: string;

  @Uuid({ optional: true, description: 'A user.' })
  keptBy?: string;
}

export class DisplacedAnswer {
  @Uuid()
  appointmentId!: string;

  @Uuid()
  facilityId!: string;

  @Uuid({ optional: true })
  departmentId?: string;

  @Uuid()
  patientId!: string;

  @Uuid()
  staffId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @Choice(appointmentStatuses)
  status!: AppointmentStatus;

  @Whole({ min: 1, description: 'Of the appointment.' })
  version!: number;

  @InstantText()
  since!: string;

  @NestedList(() => LostGroundDto)
  grounds!: LostGroundDto[];

  @TextList({ description: 'What you may do with the appointment now.', example: ['reschedule', 'cancel', 'keep'] })
  allowedActions!: string[];
}

export class AlternativeAnswer {
  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @Uuid()
  staffId!: string;

  @UuidList({ description: 'A free room or piece of equipment of each kind that the type requires.' })
  resourceIds!: string[];

  @Choice(alternativeKinds)
  kind!: (typeof alternativeKinds)[number];
}
