import { type Caller, mayAt } from '#http';
import type { FacilityCalendar } from '../../application/ports.js';
import type { Appointment } from '../../domain/appointment.js';
import { type AppointmentAction, appointmentMachine, type AppointmentStatus } from '../../domain/appointment-machine.js';
import { actionsOfPatient, type SelfService } from '../../domain/self-service.js';
import type { AppointmentView } from '../persistence/appointments.query.js';
import type { AppointmentAnswer } from './appointments.dto.js';

const CHANGE = 'appointment:change';
/** Actions that need more than the permission to change appointments. */
const PERMISSION_FOR: Partial<Record<AppointmentAction, string>> = {
  void: 'appointment:void',
  'waive-no-show': 'appointment:waive-no-show',
};

type Row = Pick<Appointment, 'status' | 'facilityId' | 'patientId'> & { noShowWaivedAt?: unknown };
type ActionsOf = (appointment: Row) => string[];

/** Whether the caller may do this with appointments of a facility, as a member of its staff. */
export function mayDo(caller: Caller): (action: string, facilityId: string) => boolean {
  return (action, facilityId) => mayAt(caller, PERMISSION_FOR[action as AppointmentAction] ?? CHANGE, facilityId);
}

/** Shows appointments with what the one who asks may do with them, guards of time aside. */
export class AppointmentAnswers {
  constructor(private readonly facilities: FacilityCalendar) {}

  async of(appointment: Appointment, caller: Caller): Promise<AppointmentAnswer> {
    return { ...viewOf(appointment), allowedActions: await this.actionsOn(appointment, caller) };
  }

  async actionsOn(appointment: Row, caller: Caller): Promise<string[]> {
    return (await this.actionsFor(caller, [appointment]))(appointment);
  }

  /** Only for one's own appointments at places where one is not on the staff are the facility's rules asked for. */
  async actionsFor(caller: Caller, appointments: readonly Row[]): Promise<ActionsOf> {
    const asStaff = staffActions(caller);
    const { own, patientId } = caller;
    const isAsPatient = (row: Row): boolean => row.patientId === patientId && !mayAt(caller, CHANGE, row.facilityId);
    if (patientId === undefined || !own.has(CHANGE)) return asStaff;
    const rules = await this.selfServiceAt(appointments.filter(isAsPatient).map(({ facilityId }) => facilityId));
    return (row) => (isAsPatient(row) ? actionsOfPatient(row.status, rules.get(row.facilityId)!) : asStaff(row));
  }

  private async selfServiceAt(facilityIds: readonly string[]): Promise<ReadonlyMap<string, SelfService>> {
    const found = new Map<string, SelfService>();
    for (const id of new Set(facilityIds)) found.set(id, (await this.facilities.rulesOf(id)).selfService);
    return found;
  }
}

/** Worked out once for each status and facility: a day has many rows. */
function staffActions(caller: Caller): ActionsOf {
  const known = new Map<string, string[]>();
  return ({ status, facilityId, noShowWaivedAt }) => {
    const key = `${status} ${facilityId}`;
    let actions = known.get(key);
    if (!actions) known.set(key, (actions = allowed(status, facilityId, caller)));
    return noShowWaivedAt ? actions.filter((action) => action !== 'waive-no-show') : actions;
  };
}

/** Who did not come is let in after all only by those who may override. */
function allowed(status: AppointmentStatus, facilityId: string, caller: Caller): string[] {
  const may = mayDo(caller);
  const mayReopen = status !== 'no-show' || mayAt(caller, 'appointment:override', facilityId);
  return appointmentMachine.allowedActions(status).filter((action) => may(action, facilityId) && (mayReopen || action !== 'check-in'));
}

function viewOf(appointment: Appointment): AppointmentView {
  const { id, facilityId, departmentId, patientId, staffId, appointmentTypeId, resourceIds, status, version } = appointment;
  const { seriesId, reason, overrideReason, cancelReason, cancelledLate, voidReason } = appointment;
  return {
    ...{ id, facilityId, departmentId, patientId, staffId, appointmentTypeId },
    start: appointment.start.toString(),
    end: appointment.end.toString(),
    ...{ resourceIds, status, version, seriesId, reason, overrideReason },
    holdUntil: appointment.holdUntil?.toString(),
    ...{ cancelReason, cancelledLate, voidReason },
    checkedInAt: appointment.checkedInAt?.toString(),
    startedAt: appointment.startedAt?.toString(),
    completedAt: appointment.completedAt?.toString(),
    noShowFee: appointment.noShowFee?.toJSON(),
    noShowWaivedAt: appointment.noShowWaivedAt?.toString(),
    ...{ noShowWaivedBy: appointment.noShowWaivedBy, noShowWaiveReason: appointment.noShowWaiveReason },
  };
}
