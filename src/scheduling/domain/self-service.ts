import { RuleBroken } from '#kernel';
import type { AppointmentAction, AppointmentStatus } from './appointment-machine.js';

/** What a facility lets patients do about their own appointments. */
export interface SelfService {
  book: boolean;
  confirm: boolean;
  cancel: boolean;
  /** Ids of the types that patients may book; all where it is absent. */
  types?: readonly string[];
}

/** Whether patients may book a type themselves. */
export function isForPatients({ book, types }: SelfService, appointmentTypeId: string): boolean {
  return book && (types === undefined || types.includes(appointmentTypeId));
}

/** What patients may do with an appointment of theirs: a held time can always be given up, nothing is left once they arrived. */
export function actionsOfPatient(status: AppointmentStatus, { book, confirm, cancel }: SelfService): AppointmentAction[] {
  const actions: Partial<Record<AppointmentStatus, Partial<Record<AppointmentAction, boolean>>>> = {
    held: { confirm: book, cancel: true },
    booked: { confirm, cancel },
    confirmed: { cancel },
  };
  return Object.entries(actions[status] ?? {}).flatMap(([action, may]) => (may ? [action as AppointmentAction] : []));
}

/** Staff record who walked in this morning; patients book what is to come. */
export function expectAhead(start: Temporal.Instant, now: Temporal.Instant): void {
  if (Temporal.Instant.compare(start, now) <= 0) throw new RuleBroken('too-late-to-book', 'It is too late to book this time.');
}
