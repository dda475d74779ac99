import { StateMachine, type Transition } from '#kernel';

export const SHIFT_STATUSES = ['open', 'assigned', 'confirmed', 'in-progress', 'completed', 'absent', 'cancelled'] as const;
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];

export const SHIFT_ACTIONS = ['assign', 'unassign', 'change', 'confirm', 'start', 'complete', 'absent', 'cancel'] as const;
export type ShiftAction = (typeof SHIFT_ACTIONS)[number];

/** How far the plan is that a shift belongs to; a shift outside of any roster counts at once. */
export const PLAN_STATES = ['draft', 'published', 'locked'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

type Move = Transition<ShiftStatus, ShiftAction | 'plan'>;

const FITS = 'no overlap; rest, hours, role, credential, leave and employment fit, or an override with a reason';
const NOT_LOCKED = 'the roster is not locked';

const TRANSITIONS: readonly Move[] = [
  { from: null, action: 'plan', to: 'open' },
  { from: null, action: 'assign', to: 'assigned', guard: FITS },
  { from: 'open', action: 'assign', to: 'assigned', guard: `${NOT_LOCKED}; ${FITS}` },
  { from: 'assigned', action: 'unassign', to: 'open', guard: 'the roster is a draft' },
  { from: 'open', action: 'change', to: 'open', guard: NOT_LOCKED },
  { from: 'assigned', action: 'change', to: 'assigned', guard: `${NOT_LOCKED}; ${FITS}` },
  { from: 'confirmed', action: 'change', to: 'assigned', guard: `${NOT_LOCKED}; ${FITS}` },
  { from: 'assigned', action: 'confirm', to: 'confirmed', guard: 'the roster is published' },
  { from: 'assigned', action: 'start', to: 'in-progress', guard: 'published; from two hours before its start until its end' },
  { from: 'confirmed', action: 'start', to: 'in-progress', guard: 'from two hours before its start until its end' },
  { from: 'in-progress', action: 'complete', to: 'completed' },
  { from: 'assigned', action: 'absent', to: 'absent', guard: 'published; its start has passed' },
  { from: 'confirmed', action: 'absent', to: 'absent', guard: 'its start has passed' },
  { from: 'open', action: 'cancel', to: 'cancelled', guard: NOT_LOCKED },
  { from: 'assigned', action: 'cancel', to: 'cancelled', guard: NOT_LOCKED },
  { from: 'confirmed', action: 'cancel', to: 'cancelled', guard: NOT_LOCKED },
];

/** The life of a shift, from being planned to being worked. */
export const shiftMachine = new StateMachine<ShiftStatus, ShiftAction | 'plan'>(TRANSITIONS);

const CHANGES_OF_PLAN: readonly ShiftAction[] = ['assign', 'unassign', 'change', 'cancel'];
const NEEDS_PUBLISHED: readonly ShiftAction[] = ['confirm', 'start', 'absent'];

/** Why the state of the plan forbids an action, if it does. */
export function planForbids(action: ShiftAction, plan: PlanState): string | undefined {
  if (action === 'unassign' && plan !== 'draft') return 'the roster is published; cancel the shift instead';
  if (plan === 'locked' && CHANGES_OF_PLAN.includes(action)) return 'the roster is locked';
  if (plan === 'draft' && NEEDS_PUBLISHED.includes(action)) return 'the roster is a draft';
  return undefined;
}

/** What may be done with a shift, guards of time and of rules aside. */
export function shiftActions(status: ShiftStatus, plan: PlanState): ShiftAction[] {
  const declared = shiftMachine.allowedActions(status) as ShiftAction[];
  return declared.filter((action) => planForbids(action, plan) === undefined);
}
