import type { Caller } from '#http';
import type { Appointment } from '../../domain/appointment.js';
import { type AppointmentAction, appointmentMachine, type AppointmentStatus } from '../../domain/appointment-machine.js';
import type { AppointmentView } from '../persistence/appointments.query.js';
import type { AppointmentAnswer } from './appointments.dto.js';

/** Actions that need more than the permission to change appointments. */
const PERMISSION_FOR: Partial<Record<AppointmentAction, string>> = { void: 'appointment:void' };

/** What the caller may do in a status, guards of time aside. */
export function actionsFor(caller: Caller): (status: AppointmentStatus) => string[] {
  const may = (action: AppointmentAction): boolean => caller.permissions.has(PERMISSION_FOR[action] ?? 'appointment:change');
  const known = new Map<AppointmentStatus, string[]>();
  return (status) => {
    let actions = known.get(status);
    if (!actions) known.set(status, (actions = appointmentMachine.allowedActions(status).filter(may)));
    return actions;
  };
}

export function answerOf(appointment: Appointment, caller: Caller): AppointmentAnswer {
  return { ...viewOf(appointment), allowedActions: actionsFor(caller)(appointment.status) };
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
