import { StateMachine } from '#kernel';

export const CLINICAL_STATUSES = ['active', 'recurrence', 'relapse', 'remission', 'resolved', 'entered-in-error'] as const;
/** FHIR's Condition.clinicalStatus, with the verification status that ends every other. */
export type ClinicalStatus = (typeof CLINICAL_STATUSES)[number];
/** Those in which a condition can be recorded. */
export const RECORDABLE_STATUSES = ['active', 'recurrence', 'relapse', 'remission', 'resolved'] as const;
export type ClinicalAction = 'record' | 'recur' | 'relapse' | 'reactivate' | 'remit' | 'resolve' | 'enter-in-error';

export const conditionMachine = new StateMachine<ClinicalStatus, ClinicalAction>([
  { from: null, action: 'record', to: 'active' },
  { from: 'active', action: 'recur', to: 'recurrence' },
  { from: 'active', action: 'relapse', to: 'relapse' },
  { from: 'recurrence', action: 'reactivate', to: 'active' },
  { from: 'relapse', action: 'reactivate', to: 'active' },
  { from: 'active', action: 'remit', to: 'remission' },
  { from: 'remission', action: 'resolve', to: 'resolved' },
  ...RECORDABLE_STATUSES.map((from) => ({ from, action: 'enter-in-error', to: 'entered-in-error' }) as const),
]);

export const VERIFICATION_STATUSES = ['unconfirmed', 'provisional', 'confirmed', 'refuted'] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];
export type VerificationAction = 'record' | 'presume' | 'confirm' | 'refute';

export const verificationMachine = new StateMachine<VerificationStatus, VerificationAction>([
  { from: null, action: 'record', to: 'unconfirmed' },
  { from: 'unconfirmed', action: 'presume', to: 'provisional' },
  { from: 'provisional', action: 'confirm', to: 'confirmed' },
  { from: 'provisional', action: 'refute', to: 'refuted' },
]);

export type ConditionAction = Exclude<ClinicalAction | VerificationAction, 'record'>;
