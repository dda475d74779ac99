import type { AuditTrail, Clock, Ids, RowScope, UnitOfWork } from '#kernel';
import { Appointment } from '../domain/appointment.js';
import { localDay } from '../domain/facility-rules.js';
import type { Appointments } from '../domain/appointments.js';
import { expectRoomForMore } from '../domain/booking-rules.js';
import type { FindPlace } from './find-place.js';

export interface BookAppointmentCommand {
  patientId: string;
  appointmentTypeId: string;
  staffId: string;
  start: Temporal.Instant;
  resourceIds?: string[];
  reason?: string;
  /** Only hold the time for a few minutes. */
  hold?: boolean;
  /** Until when a hold is kept; the facility's `holdMinutes` from now where it is absent. */
  holdUntil?: Temporal.Instant;
  /** The caller may, and wants to, book what is taken or outside availability. */
  override?: { reason: string };
  /** The series that it is one of. */
  seriesId?: string;
  /** Where, or for whom, the caller may book; everywhere where it is absent. */
  scope?: RowScope;
}

/** Books or holds a time, and takes everything that the appointment needs. */
export class BookAppointment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly findPlace: FindPlace,
    private readonly appointments: Appointments,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, RuleBroken, OutsideAvailability, StaffNotCredentialed, SlotTaken, PatientBusy */
  execute(command: BookAppointmentCommand): Promise<Appointment> {
    return this.unitOfWork.run(async () => {
      const id = this.ids.next();
      const place = await this.findPlace.execute({ ...command, resourceIds: command.resourceIds ?? [], appointmentId: id });
      const { offer, duty, period, bookings, resourceIds } = place;
      if (!command.override) expectRoomForMore(place.openBookings, duty.rules);
      const fields = {
        id,
        facilityId: offer.facilityId,
        departmentId: duty.departmentId,
        patientId: command.patientId,
        staffId: command.staffId,
        appointmentTypeId: command.appointmentTypeId,
        period,
        day: localDay(period.start, duty.rules.timeZone),
        resourceIds,
        seriesId: command.seriesId,
        reason: command.reason,
        overrideReason: command.override?.reason,
      };
      const { hold, holdUntil = this.clock.now().add({ minutes: duty.rules.holdMinutes }) } = command;
      const appointment = hold ? Appointment.hold(fields, holdUntil) : Appointment.book(fields);
      this.appointments.add(appointment, bookings);
      this.audit(appointment);
      return appointment;
    });
  }

  /** The reason of the visit is clinical and stays out of the trail; that of an override belongs there. */
  private audit({ id, status, patientId, facilityId, overrideReason }: Appointment): void {
    this.auditTrail.record({
      action: status === 'held' ? 'appointment.hold' : 'appointment.book',
      resourceType: 'appointment',
      resourceId: id,
      patientId,
      facilityId,
      reason: overrideReason,
    });
  }
}
