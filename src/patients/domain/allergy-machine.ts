import { StateMachine } from '#kernel';

export const ALLERGY_STATUSES = ['active', 'inactive', 'resolved', 'entered-in-error'] as const;
/** FHIR's AllergyIntolerance.clinicalStatus, with the verification status that ends every other. */
export type AllergyStatus = (typeof ALLERGY_STATUSES)[number];
export type AllergyAction = 'record' | 'inactivate' | 'reactivate' | 'resolve' | 'enter-in-error';

export const allergyMachine = new StateMachine<AllergyStatus, AllergyAction>([
  { from: null, action: 'record', to: 'active' },
  { from: 'active', action: 'inactivate', to: 'inactive' },
  { from: 'inactive', action: 'reactivate', to: 'active' },
  { from: 'inactive', action: 'resolve', to: 'resolved' },
  { from: 'active', action: 'enter-in-error', to: 'entered-in-error' },
  { from: 'inactive', action: 'enter-in-error', to: 'entered-in-error' },
  { from: 'resolved', action: 'enter-in-error', to: 'entered-in-error' },
]);
