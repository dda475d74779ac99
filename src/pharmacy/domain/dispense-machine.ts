import { StateMachine } from '#kernel';

export const DISPENSE_STATES = ['draft', 'reserved', 'awaiting-witness', 'completed', 'cancelled', 'declined'] as const;
export type DispenseState = (typeof DISPENSE_STATES)[number];

export type DispenseAction =
  | 'create'
  | 'reserve'
  | 'verify'
  | 'complete'
  | 'await-witness'
  | 'witness'
  | 'cancel'
  | 'decline'
  | 'release'
  | 'expire'
  | 'return';

const CONTROLLED = 'a line is of a controlled drug';
const IN_TIME = 'the reservation has not ended';
const PASSED = 'the safety gate is passed or overridden';

/** The life of a dispense. Stock is held for it in `reserved` and `awaiting-witness`, and in no other state. */
export const dispenseMachine = new StateMachine<DispenseState, DispenseAction>([
  { from: null, action: 'create', to: 'draft', guard: PASSED },
  { from: 'draft', action: 'reserve', to: 'reserved', guard: 'there is enough usable stock' },
  { from: 'draft', action: 'cancel', to: 'cancelled' },
  { from: 'draft', action: 'decline', to: 'declined', guard: 'a coded reason' },
  { from: 'reserved', action: 'verify', to: 'reserved', guard: `${PASSED}; ${IN_TIME}` },
  { from: 'reserved', action: 'complete', to: 'completed', guard: `${PASSED}; ${IN_TIME}; else than where ${CONTROLLED}` },
  { from: 'reserved', action: 'await-witness', to: 'awaiting-witness', guard: CONTROLLED, system: true },
  { from: 'reserved', action: 'cancel', to: 'cancelled' },
  { from: 'reserved', action: 'decline', to: 'declined', guard: 'a coded reason' },
  { from: 'reserved', action: 'release', to: 'draft', guard: 'something else needs the stock', system: true },
  { from: 'reserved', action: 'expire', to: 'cancelled', guard: 'the reservation has ended', system: true },
  { from: 'awaiting-witness', action: 'witness', to: 'completed', guard: `by somebody else than who dispenses; ${PASSED}; ${IN_TIME}` },
  { from: 'awaiting-witness', action: 'cancel', to: 'cancelled' },
  { from: 'awaiting-witness', action: 'release', to: 'draft', guard: 'something else needs the stock', system: true },
  { from: 'awaiting-witness', action: 'expire', to: 'cancelled', guard: 'the reservation has ended', system: true },
  { from: 'completed', action: 'return', to: 'completed', guard: 'at most what was dispensed and has not come back' },
]);

/** Why a dispense came to nothing though it was not refused. */
export const CANCEL_REASONS = ['not-collected', 'order-stopped', 'entered-in-error', 'other'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Set by the product itself. */
export const RESERVATION_ENDED = 'reservation-ended';

/** Why a pharmacist refuses to dispense; in the words of FHIR's MedicationDispense status reasons. */
export const DECLINE_REASONS = [
  'clarification-needed',
  'allergy',
  'interaction',
  'duplicate-therapy',
  'dose',
  'product-unavailable',
  'patient-unavailable',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];
