import type { Clock } from '#kernel';
import type { Alternative } from '../domain/alternatives.js';
import type { ProposeAlternatives } from './propose-alternatives.js';
import type { ClosedAppointment, ClosedAppointments, ClosedTime } from './worklist-ports.js';

/** Appointments for which times are proposed at once; the worklist has the rest. */
export const MOST_AFFECTED = 200;

export interface Affected extends ClosedAppointment {
  alternatives: Alternative[];
}

/** Which appointments a closed time affects, each with up to three others in its stead. */
export class AssessImpact {
  constructor(
    private readonly appointments: ClosedAppointments,
    private readonly proposeAlternatives: ProposeAlternatives,
    private readonly clock: Clock,
  ) {}

  /** The first 200 in the order of their start. */
  async execute(closed: ClosedTime): Promise<Affected[]> {
    const appointments = await this.appointments.within(closed, this.clock.now(), MOST_AFFECTED);
    if (appointments.length === 0) return [];
    const alternatives = await this.proposeAlternatives.execute(appointments, [closed.time]);
    return appointments.map((each) => ({ ...each, alternatives: alternatives.get(each.appointmentId) ?? [] }));
  }
}
