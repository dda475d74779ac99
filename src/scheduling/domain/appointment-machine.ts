import { StateMachine, type Transition } from '#kernel';

export const appointmentStatuses = [
  'held',
  'booked',
  'confirmed',
  'checked-in',
  'in-progress',
  'completed',
  'cancelled',
  'no-show',
  'expired',
  'entered-in-error',
] as const;

export type AppointmentStatus = (typeof appointmentStatuses)[number];

export type AppointmentAction =
  | 'hold'
  | 'book'
  | 'confirm'
  | 'expire'
  | 'check-in'
  | 'start'
  | 'complete'
  | 'no-show'
  | 'waive-no-show'
  | 'cancel'
  | 'reschedule'
  | 'void';

type Move = Transition<AppointmentStatus, AppointmentAction>;

const free =
  'every resource and the patient are free, the credential is valid at that time, inside availability; or an override with a reason';
const sameDay = 'the same local day';
const graceOver = 'start and grace have passed';

function fromEach(states: readonly AppointmentStatus[], move: Omit<Move, 'from'>): Move[] {
  return states.map((from) => ({ from, ...move }));
}

const voidable = appointmentStatuses.filter((status) => status !== 'entered-in-error');

/** The life of an appointment. Published with the API as it stands here. */
export const appointmentMachine = new StateMachine<AppointmentStatus, AppointmentAction>([
  { from: null, action: 'hold', to: 'held', guard: free },
  { from: null, action: 'book', to: 'booked', guard: free },
  { from: 'held', action: 'confirm', to: 'booked', guard: 'the hold is not past its limit' },
  { from: 'held', action: 'expire', to: 'expired', guard: 'the limit has passed', system: true },
  { from: 'booked', action: 'confirm', to: 'confirmed' },
  ...fromEach(['booked', 'confirmed'], { action: 'check-in', to: 'checked-in', guard: sameDay }),
  { from: 'checked-in', action: 'start', to: 'in-progress' },
  { from: 'in-progress', action: 'complete', to: 'completed' },
  ...fromEach(['booked', 'confirmed'], { action: 'no-show', to: 'no-show', guard: graceOver }),
  { from: 'no-show', action: 'check-in', to: 'checked-in', guard: `a permission of its own, and ${sameDay}` },
  { from: 'no-show', action: 'waive-no-show', to: 'no-show', guard: 'a permission of its own, a reason, and not waived before' },
  ...fromEach(['held', 'booked', 'confirmed', 'checked-in'], { action: 'cancel', to: 'cancelled', guard: 'a reason' }),
  { from: 'booked', action: 'reschedule', to: 'booked', guard: free },
  { from: 'confirmed', action: 'reschedule', to: 'confirmed', guard: free },
  ...fromEach(voidable, { action: 'void', to: 'entered-in-error', guard: 'a permission of its own, and a reason' }),
]);

/** Statuses in which the booked things are taken. */
export const blockingStatuses: readonly AppointmentStatus[] = [
  'held',
  'booked',
  'confirmed',
  'checked-in',
  'in-progress',
  'completed',
  'no-show',
];

/** Statuses that are still to come about: what a limit of open bookings counts, and what reminders are for. */
export const openStatuses: readonly AppointmentStatus[] = ['held', 'booked', 'confirmed'];
