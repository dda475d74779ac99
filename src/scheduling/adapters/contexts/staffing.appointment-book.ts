import {
  type AffectedAppointment,
  AppointmentBook,
  type AppointmentDecision,
  type DecidedAppointment,
  type LeaveTime,
} from '../../../staffing/index.js';
import type { Affected, AssessImpact } from '../../application/assess-impact.js';
import type { ResolveDisplaced } from '../../application/resolve-displaced.js';
import type { ClosedTime } from '../../application/worklist-ports.js';
import type { Appointment } from '../../domain/appointment.js';

/** The appointments, as staffing asks about them when somebody is to be away. */
export class SchedulingAppointmentBook extends AppointmentBook {
  constructor(
    private readonly assessImpact: AssessImpact,
    private readonly resolveDisplaced: ResolveDisplaced,
  ) {
    super();
  }

  override async affectedBy(leave: LeaveTime): Promise<AffectedAppointment[]> {
    return (await this.assessImpact.execute(closedBy(leave))).map(affectedFrom);
  }

  override async resolve(leave: LeaveTime, decisions: readonly AppointmentDecision[]): Promise<DecidedAppointment[]> {
    return (await this.resolveDisplaced.execute({ closed: closedBy(leave), decisions })).map(decidedFrom);
  }
}

function closedBy({ leaveRequestId, staffId, from, to }: LeaveTime): ClosedTime {
  return { staffId, time: { from: from.epochMilliseconds, until: to.epochMilliseconds }, subject: leaveRequestId };
}

function affectedFrom({ appointmentId, appointmentTypeId, staffId, status, version, time, alternatives }: Affected): AffectedAppointment {
  return {
    ...{ appointmentId, appointmentTypeId, staffId, status, version },
    start: instantOf(time.from),
    end: instantOf(time.until),
    alternatives: alternatives.map(({ start, end, remaining: _, ...rest }) => ({
      ...rest,
      start: instantOf(start),
      end: instantOf(end),
    })),
  };
}

function decidedFrom({ id, staffId, start, end, status, version }: Appointment): DecidedAppointment {
  return { appointmentId: id, staffId, start, end, status, version };
}

function instantOf(epochMilliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
}
