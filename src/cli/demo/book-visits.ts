import type { DemoPatient } from './patients.js';
import type { DemoType } from './hospital.js';
import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

const DAYS_AHEAD = 7;
/** Younger than that, a patient is a child: years. */
const CHILDHOOD = 16;
/** Walks over the free times of a week in no visible order; prime, so that it meets all of them. */
const STRIDE = 37;

interface Slot {
  start: string;
  end: string;
  resourceIds: string[];
}

interface Appointment {
  id: string;
  start: string;
  end: string;
}

/** A patient to be seen. */
export interface Visitor {
  id: string;
  number: number;
  patient: DemoPatient;
}

/**
 * Books a patient's visits over the coming week, on times that are really free. A patient who has
 * appointments already keeps them as they are.
 */
export async function bookVisits(
  api: InProcessClient,
  tally: Tally,
  facility: OpenedFacility,
  visitor: Visitor,
  today: Temporal.PlainDate,
): Promise<void> {
  const booked = await api.list<Appointment>('/appointments', { patientId: visitor.id });
  for (const [index, type] of visitsOf(facility.plan.types, visitor, today).entries()) {
    await tally.findOrMake('appointments', booked[index], async () => {
      const made = await book(api, facility, { visitor, type, booked, today });
      booked.push(made);
      await decide(api, visitor.number + index, made.id);
      return made;
    });
  }
}

/** One visit, and for every third patient a second one of another kind. */
function visitsOf(types: readonly DemoType[], { number, patient }: Visitor, today: Temporal.PlainDate): DemoType[] {
  const isChild = Temporal.PlainDate.from(patient.born).until(today, { largestUnit: 'years' }).years < CHILDHOOD;
  const fitting = types.filter(({ specialty }) => specialty === 'nursing' || (specialty === 'paediatrics') === isChild);
  const offered = fitting.some(({ specialty }) => specialty !== 'nursing') ? fitting : types;
  const first = number % offered.length;
  const second = (first + 1) % offered.length;
  return number % 3 === 0 && second !== first ? [offered[first]!, offered[second]!] : [offered[first]!];
}

interface Wish {
  visitor: Visitor;
  type: DemoType;
  booked: readonly Appointment[];
  today: Temporal.PlainDate;
}

async function book(api: InProcessClient, { plan, types, staff }: OpenedFacility, wish: Wish): Promise<Appointment> {
  const { visitor, type, booked, today } = wish;
  const able = plan.staff.filter(({ specialty }) => specialty === type.specialty);
  const staffId = staff.get(able[visitor.number % able.length]!.family)!;
  const appointmentTypeId = types.get(type.name)!;
  const [from, to] = [today.add({ days: 1 }).toString(), today.add({ days: DAYS_AHEAD }).toString()];
  const slots = await api.list<Slot>('/slots', { appointmentTypeId, staffId, from, to });
  const free = slots.filter((slot) => booked.every(({ start, end }) => slot.end <= start || slot.start >= end));
  const chosen = free[(visitor.number * STRIDE) % free.length];
  if (chosen === undefined) throw new Error(`Nothing is free for ${type.name} in the coming week.`);
  return api.post('/appointments', { patientId: visitor.id, appointmentTypeId, staffId, start: chosen.start, reason: type.reason });
}

/** Some patients have confirmed, a few have cancelled. */
async function decide(api: InProcessClient, number: number, id: string): Promise<void> {
  if (number % 8 === 5) await api.post(`/appointments/${id}/cancel`, { reason: 'The patient can’t come' });
  else if (number % 3 === 1) await api.post(`/appointments/${id}/confirm`);
}
