import { type AuditTrail, type Clock, DomainError, NotFound, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { FacilityRules } from '../domain/facility-rules.js';
import { actionsOfPatient } from '../domain/self-service.js';
import type { CancelAppointment } from './cancel-appointment.js';
import type { ConfirmAppointment } from './confirm-appointment.js';
import type { AppointmentLinks, FacilityCalendar, LinkPurpose } from './ports.js';

/** The link was one of ours, and is of no use any more: the appointment was moved, is over, or can't be answered now. */
export class LinkSpent extends DomainError {
  readonly code = 'link-spent';
  readonly kind = 'gone';

  constructor() {
    super('The link is of no use any more: the appointment was moved, is over, or is not to be answered by a link.');
  }
}

/** What a link is about, for its page. */
export interface LinkedAppointment {
  purpose: LinkPurpose;
  /** True where what it is for has been done. */
  isDone: boolean;
  /** A cancellation now would count as late. */
  isLate: boolean;
  start: Temporal.Instant;
  timeZone: string;
  facilityName: string;
}

/** Lets a patient answer by a link in a message: whoever has the link may do this one thing, until the appointment begins. */
export class AnswerByLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: AppointmentLinks,
    private readonly appointments: Appointments,
    private readonly facilities: FacilityCalendar,
    private readonly confirm: ConfirmAppointment,
    private readonly cancel: CancelAppointment,
    private readonly auditTrail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * What the link would do. Changes nothing, since programs that look through mail open every link.
   * @throws NotFound, LinkSpent
   */
  async look(token: string): Promise<LinkedAppointment> {
    const { purpose, appointment, rules } = await this.open(token);
    return linked(purpose, appointment, rules, this.clock.now());
  }

  /** @throws NotFound, LinkSpent */
  act(token: string): Promise<LinkedAppointment> {
    return this.unitOfWork.run(async () => {
      const { purpose, appointment, rules } = await this.open(token);
      if (isDone(purpose, appointment)) return linked(purpose, appointment, rules, this.clock.now());
      const { id: appointmentId, patientId, facilityId } = appointment;
      const command = { appointmentId, scope: { facilities: [], ownPatient: patientId, opened: [] } };
      const changed =
        purpose === 'confirm'
          ? await this.confirm.execute(command)
          : await this.cancel.execute({ ...command, reason: 'By the patient, by a link in a message' });
      const resource = { resourceType: 'appointment', resourceId: appointmentId, patientId, facilityId };
      this.auditTrail.record({ action: `appointment.${purpose}`, ...resource, reason: 'by a link in a message' });
      return linked(purpose, changed, rules, this.clock.now());
    });
  }

  private async open(token: string): Promise<{ purpose: LinkPurpose; appointment: Appointment; rules: FacilityRules }> {
    const target = this.links.read(token);
    if (!target) throw new NotFound('link');
    const { appointmentId, timeVersion, purpose, expiresAt } = target;
    if (Temporal.Instant.compare(expiresAt, this.clock.now()) <= 0) throw new LinkSpent();
    const appointment = await this.appointments.get(appointmentId);
    const rules = await this.facilities.rulesOf(appointment.facilityId);
    const may = isDone(purpose, appointment) || actionsOfPatient(appointment.status, rules.selfService).includes(purpose);
    if (appointment.timeVersion !== timeVersion || !may) throw new LinkSpent();
    return { purpose, appointment, rules };
  }
}

function isDone(purpose: LinkPurpose, { status }: Appointment): boolean {
  return status === (purpose === 'confirm' ? 'confirmed' : 'cancelled');
}

function linked(purpose: LinkPurpose, appointment: Appointment, rules: FacilityRules, now: Temporal.Instant): LinkedAppointment {
  const { start } = appointment;
  const { timeZone, facilityName, cancellationWindowMinutes } = rules;
  const isLate = Temporal.Instant.compare(now, start.subtract({ minutes: cancellationWindowMinutes })) > 0;
  return { purpose, isDone: isDone(purpose, appointment), isLate, start, timeZone, facilityName };
}
