import { type Caller, mayAt } from '#http';
import type { Appointment } from '../../domain/appointment.js';
import { type AppointmentAction, appointmentMachine, type AppointmentStatus } from '../../domain/appointment-machine.js';
import type { AppointmentView } from '../persistence/appointments.query.js';
import type { AppointmentAnswer } from './appointments.dto.js';

/** Actions that need more than the permission to change appointments. */
const PERMISSION_FOR: Partial<Record<AppointmentAction, string>> = { void: 'appointment:void' };

/** What the caller may do with an appointment, guards of time aside. */
export function actionsFor(caller: Caller): (appointment: Pick<Appointment, 'status' | 'facilityId'>) => string[] {
  const known = new Map<string, string[]>();
  return ({ status, facilityId }) => {
    const key = `${status} ${facilityId}`;
    let actions = known.get(key);
    if (!actions) known.set(key, (actions = allowed(status, facilityId, caller)));
    return actions;
  };
}

function allowed(status: AppointmentStatus, facilityId: string, caller: Caller): string[] {
  return appointmentMachine
    .allowedActions(status)
    .filter((action) => mayAt(caller, PERMISSION_FOR[action] ?? 'appointment:change', facilityId));
}

export function answerOf(appointment: Appointment, caller: Caller): AppointmentAnswer {
  return { ...viewOf(appointment), allowedActions: actionsFor(caller)(appointment) };
}

function viewOf(appointment: Appointment): AppointmentView {
  const { id, facilityId, departmentId, patientId, staffId, appointmentTypeId, resourceIds, status, version } = appointment;
  const { reason, overrideReason, cancelReason, cancelledLate, voidReason } = appointment;
  return {
    ...{ id, facilityId, departmentId, patientId, staffId, appointmentTypeId },
    start: appointment.start.toString(),
    end: appointment.end.toString(),
    ...{ resourceIds, status, version, reason, overrideReason },
    holdUntil: appointment.holdUntil?.toString(),
    ...{ cancelReason, cancelledLate, voidReason },
    checkedInAt: appointment.checkedInAt?.toString(),
    startedAt: appointment.startedAt?.toString(),
    completedAt: appointment.completedAt?.toString(),
  };
}
