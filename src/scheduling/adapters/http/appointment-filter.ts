import { Malformed } from '#http';
import { type AppointmentStatus, appointmentStatuses } from '../../domain/appointment-machine.js';
import type { Bound } from '../persistence/appointments.query.js';

const STATUSES: readonly string[] = appointmentStatuses;

/** @throws Malformed where it is neither a date nor an instant with an offset */
export function boundOf(text: string | undefined, name: string): Bound | undefined {
  if (text === undefined) return undefined;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { date: Temporal.PlainDate.from(text) };
    return { instant: Temporal.Instant.from(text) };
  } catch {
    throw refused(name, 'must be a date as YYYY-MM-DD, or an instant with an offset');
  }
}

/** @throws Malformed where one of the words is no status */
export function statusesOf(text: string | undefined): AppointmentStatus[] | undefined {
  if (text === undefined) return undefined;
  const words = text.split(',');
  if (!words.every((word) => STATUSES.includes(word))) throw refused('status', `must be one or several of ${STATUSES.join(', ')}`);
  return words as AppointmentStatus[];
}

function refused(name: string, message: string): Malformed {
  return new Malformed('The request is not as this operation expects it.', [{ pointer: `/${name}`, message }]);
}
