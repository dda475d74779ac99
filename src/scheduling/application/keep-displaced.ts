import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Displacements } from '../domain/displacements.js';
import type { ClosedAppointments } from './worklist-ports.js';

export interface KeepDisplacedCommand {
  appointmentId: string;
  reason: string;
  /** User who answers for it. */
  by: string;
  /** Facilities that the caller may act in; all of them where it is absent. */
  within?: readonly string[];
}

/** An appointment that lost its ground takes place all the same, and somebody says why. */
export class KeepDisplaced {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: ClosedAppointments,
    private readonly displacements: Displacements,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where the appointment is not on the worklist */
  execute({ appointmentId, reason, by, within }: KeepDisplacedCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const appointment = await this.appointments.onWorklist(appointmentId, now, within);
      if (!appointment) throw new NotFound('displaced appointment');
      const lines = await this.displacements.ofAppointments([appointmentId]);
      lines.filter(({ status }) => status === 'open').forEach((line) => line.keep(reason, by, now));
      await this.displacements.save();
    });
  }
}
