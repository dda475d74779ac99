import { Choice, InstantText, Nested, NestedList, Text, Uuid, UuidList, Whole } from '#http';
import { LeaveAnswer } from './leave.dto.js';

class AlternativeTimeDto {
  @Choice(['same-practitioner', 'same-specialty'], { description: 'With the same practitioner later, or a colleague on the same day.' })
  kind!: 'same-practitioner' | 'same-specialty';

  @Uuid()
  staffId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @UuidList({ description: 'A free room or piece of equipment of each kind that is required.' })
  resourceIds!: string[];
}

class AffectedAppointmentDto {
  @Uuid()
  appointmentId!: string;

  @Uuid()
  appointmentTypeId!: string;

  @Uuid()
  staffId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @Text({ description: 'Of the appointment.', example: 'booked' })
  status!: string;

  @Whole({ min: 1, description: 'Of the appointment.' })
  version!: number;

  @NestedList(() => AlternativeTimeDto, { maxItems: 3, description: 'Those of different appointments can be taken together.' })
  alternatives!: AlternativeTimeDto[];
}

class UncoveredShiftDto {
  @Uuid()
  shiftId!: string;

  @Uuid()
  departmentId!: string;

  @Text({ max: 20, example: 'night' })
  kind!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T17:00:00Z' })
  end!: string;

  @UuidList({ maxItems: 3, description: 'Members of staff of the department who could work it by every rule.' })
  alternatives!: string[];
}

export class ImpactAnswer {
  @NestedList(() => AffectedAppointmentDto, {
    description: 'In the order of their start, 200 at most. Those that it was decided to keep are left out.',
  })
  appointments!: AffectedAppointmentDto[];

  @NestedList(() => UncoveredShiftDto, { description: 'Shifts of the absent person in the time, by their start.' })
  uncoveredShifts!: UncoveredShiftDto[];
}

export class ApprovedLeaveAnswer extends LeaveAnswer {
  @Nested(() => ImpactAnswer)
  impact!: ImpactAnswer;
}

class CancelDto {
  @Text({ max: 500, lines: true, example: 'The practitioner is away' })
  reason!: string;
}

class DecisionDto {
  @Uuid()
  appointmentId!: string;

  @InstantText({ optional: true, description: 'The new time; or else `cancel`.' })
  start?: string;

  @Uuid({ optional: true, description: 'Another practitioner; the same without it.' })
  staffId?: string;

  @UuidList({ optional: true, maxItems: 20 })
  resourceIds?: string[];

  @Nested(() => CancelDto, { optional: true })
  cancel?: CancelDto;
}

export class ResolveImpactBody {
  @NestedList(() => DecisionDto, { minItems: 1, maxItems: 200 })
  items!: DecisionDto[];
}

class DecidedAppointmentDto {
  @Uuid()
  appointmentId!: string;

  @Uuid()
  staffId!: string;

  @InstantText()
  start!: string;

  @InstantText({ example: '2026-11-21T09:30:00Z' })
  end!: string;

  @Text({ example: 'booked' })
  status!: string;

  @Whole({ min: 1 })
  version!: number;
}

export class ResolvedImpactAnswer {
  @Uuid()
  leaveRequestId!: string;

  @NestedList(() => DecidedAppointmentDto, { description: 'In the order of the request.' })
  items!: DecidedAppointmentDto[];
}
