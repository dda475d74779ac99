import { StateMachine } from '#kernel';

export const LINE_STATUSES = ['draft', 'active', 'on-hold', 'completed', 'stopped', 'cancelled', 'entered-in-error'] as const;
/** FHIR's MedicationRequest.status. */
export type LineStatus = (typeof LINE_STATUSES)[number];
export type LineAction = 'create' | 'sign' | 'hold' | 'resume' | 'complete' | 'stop' | 'cancel' | 'void';

const ENDED = ['completed', 'stopped', 'cancelled'] as const;

export const prescriptionLineMachine = new StateMachine<LineStatus, LineAction>([
  { from: null, action: 'create', to: 'draft', guard: 'the prescriber has a valid credential' },
  { from: 'draft', action: 'sign', to: 'active', guard: 'the safety gate is passed or overridden; no active line of the same medicine' },
  { from: 'active', action: 'hold', to: 'on-hold' },
  { from: 'on-hold', action: 'resume', to: 'active' },
  { from: 'active', action: 'complete', to: 'completed', guard: 'nothing left to dispense, or the course is over', system: true },
  { from: 'on-hold', action: 'complete', to: 'completed', guard: 'the course is over', system: true },
  { from: 'active', action: 'stop', to: 'stopped', guard: 'a reason' },
  { from: 'on-hold', action: 'stop', to: 'stopped', guard: 'a reason' },
  { from: 'draft', action: 'cancel', to: 'cancelled' },
  ...(['draft', 'active', 'on-hold', ...ENDED] as const).map((from) => {
    return { from, action: 'void', to: 'entered-in-error', guard: 'nothing dispensed' } as const;
  }),
]);

/** What a prescription is as a whole: as alive as the liveliest of its lines. */
const LIVELIEST: readonly LineStatus[] = ['active', 'on-hold', 'draft', 'completed', 'stopped', 'cancelled', 'entered-in-error'];

export function overallStatus(statuses: readonly LineStatus[]): LineStatus {
  return LIVELIEST.find((status) => statuses.includes(status)) ?? 'entered-in-error';
}
