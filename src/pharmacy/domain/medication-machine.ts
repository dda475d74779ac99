import { StateMachine } from '#kernel';

export const MEDICATION_STATUSES = ['active', 'retired'] as const;
export type MedicationStatus = (typeof MEDICATION_STATUSES)[number];
export type MedicationAction = 'add' | 'retire' | 'reinstate';

/** A retired medication is prescribed and received no more; what was prescribed before stays. */
export const medicationMachine = new StateMachine<MedicationStatus, MedicationAction>([
  { from: null, action: 'add', to: 'active' },
  { from: 'active', action: 'retire', to: 'retired' },
  { from: 'retired', action: 'reinstate', to: 'active' },
]);
