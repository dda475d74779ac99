import { type Clock, DomainError, RuleBroken, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import { MOST_AFFECTED } from './assess-impact.js';
import type { CancelAppointment } from './cancel-appointment.js';
import type { NotifyPatient } from './notify-patient.js';
import type { RescheduleAppointment } from './reschedule-appointment.js';
import type { ClosedAppointments, ClosedTime } from './worklist-ports.js';

/** What becomes of one appointment: another time, or none. */
export type DisplacedDecision =
  | { appointmentId: string; start: Temporal.Instant; staffId?: string; resourceIds?: string[] }
  | { appointmentId: string; cancel: { reason: string } };

export interface ResolveDisplacedCommand {
  closed: ClosedTime;
  decisions: readonly DisplacedDecision[];
}

/**
 * Moves or cancels appointments in a closed time, all of them or none, and lets the patients know. What they occupied is
 * given back before the first of them is moved, so that two may change places.
 */
export class ResolveDisplaced {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly closedAppointments: ClosedAppointments,
    private readonly appointments: Appointments,
    private readonly reschedule: RescheduleAppointment,
    private readonly cancel: CancelAppointment,
    private readonly notifyPatient: NotifyPatient,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws RuleBroken `not-affected` where one of them is not in the closed time, and whatever moving or cancelling one
   * throws, with a pointer to it
   */
  execute({ closed, decisions }: ResolveDisplacedCommand): Promise<Appointment[]> {
    return this.unitOfWork.run(async () => {
      await this.expectAffected(closed, decisions);
      for (const [index, decision] of decisions.entries()) {
        if ('start' in decision) await pointingAt(index, () => this.makeRoom(decision.appointmentId));
      }
      const changed: Appointment[] = [];
      for (const [index, decision] of decisions.entries()) changed.push(await pointingAt(index, () => this.apply(decision)));
      return changed;
    });
  }

  private async expectAffected(closed: ClosedTime, decisions: readonly DisplacedDecision[]): Promise<void> {
    const affected = await this.closedAppointments.within(closed, this.clock.now(), MOST_AFFECTED);
    const known = new Set(affected.map(({ appointmentId }) => appointmentId));
    for (const [index, { appointmentId }] of decisions.entries()) {
      // Named twice, the second is no longer among them.
      if (known.delete(appointmentId)) continue;
      throw new RuleBroken('not-affected', 'An appointment is not among those that the leave affects, or it is named twice.', {
        errors: [{ pointer: `/items/${index}/appointmentId`, message: 'is not affected' }],
      });
    }
  }

  private async makeRoom(appointmentId: string): Promise<void> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.expectMovable();
    await this.appointments.release(appointment);
  }

  private async apply(decision: DisplacedDecision): Promise<Appointment> {
    const isMove = 'start' in decision;
    const appointment = isMove
      ? await this.reschedule.execute(decision)
      : await this.cancel.execute({ appointmentId: decision.appointmentId, reason: decision.cancel.reason });
    await this.notifyPatient.execute(appointment, isMove ? 'moved' : 'cancelled');
    await this.appointments.settle();
    return appointment;
  }
}

/** Whoever sent several must know which of them was refused. */
async function pointingAt<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) error.details['errors'] ??= [{ pointer: `/items/${index}`, message: error.message }];
    throw error;
  }
}
