import { Malformed } from '#http';
import type { AppointmentDecision, DecidedAppointment } from '../../application/appointment-book.js';
import type { Impact } from '../../application/leave-impact.js';
import type { ImpactAnswer, ResolvedImpactAnswer, ResolveImpactBody } from './leave-impact.dto.js';

interface Timed {
  start: Temporal.Instant;
  end: Temporal.Instant;
}

export function impactAnswer({ appointments, uncoveredShifts }: Impact): ImpactAnswer {
  return {
    appointments: appointments.map(({ alternatives, ...appointment }) => ({
      ...timed(appointment),
      alternatives: alternatives.map(timed),
    })),
    uncoveredShifts: uncoveredShifts.map(timed),
  };
}

export function resolvedAnswer(leaveRequestId: string, decided: readonly DecidedAppointment[]): ResolvedImpactAnswer {
  return { leaveRequestId, items: decided.map(timed) };
}

/** @throws Malformed where an item has neither a new time nor a cancellation, or both */
export function decisionsOf({ items }: ResolveImpactBody): AppointmentDecision[] {
  return items.map(({ appointmentId, start, cancel, staffId, resourceIds }, index) => {
    if (start !== undefined && cancel === undefined) return { appointmentId, start: Temporal.Instant.from(start), staffId, resourceIds };
    if (cancel !== undefined && start === undefined) return { appointmentId, cancel };
    const message = 'has either a new start or cancel';
    throw new Malformed('The request is not as this operation expects it.', [{ pointer: `/items/${index}`, message }]);
  });
}

function timed<T extends Timed>({ start, end, ...rest }: T): Omit<T, keyof Timed> & { start: string; end: string } {
  return { ...rest, start: start.toString(), end: end.toString() };
}
