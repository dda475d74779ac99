import { StateMachine } from '#kernel';

export const displacementStatuses = ['open', 'kept', 'settled'] as const;
export type DisplacementStatus = (typeof displacementStatuses)[number];
export type DisplacementAction = 'displace' | 'keep' | 'settle' | 'reopen';

/** The life of an appointment's place on the worklist, one for each ground that it lost. */
export const displacementMachine = new StateMachine<DisplacementStatus, DisplacementAction>([
  { from: null, action: 'displace', to: 'open', guard: 'the appointment’s time is no longer open to its practitioner', system: true },
  { from: 'open', action: 'keep', to: 'kept', guard: 'a reason' },
  { from: 'open', action: 'settle', to: 'settled', guard: 'moved, cancelled, over, or the ground is back', system: true },
  { from: 'kept', action: 'settle', to: 'settled', guard: 'moved, cancelled, over, or the ground is back', system: true },
  { from: 'settled', action: 'reopen', to: 'open', guard: 'the ground is lost again', system: true },
]);

/** How a displacement came to its end. */
export const settlements = ['rescheduled', 'cancelled', 'ground-restored', 'over'] as const;
export type Settlement = (typeof settlements)[number];
