import { StateMachine } from '#kernel';

/** Open for a while, then to be reviewed, late if nobody does. */
export type BreakGlassStatus = 'open' | 'review-due' | 'overdue' | 'reviewed';
export type BreakGlassAction = 'open' | 'end' | 'expire' | 'fall-overdue' | 'review';

const BY_ANOTHER = 'the reviewer is not the one who opened it';

/** The life of a break-glass access. Time alone moves it on to `review-due` and `overdue`. */
export const breakGlassMachine = new StateMachine<BreakGlassStatus, BreakGlassAction>([
  { from: null, action: 'open', to: 'open', guard: 'no other of the same user for the same patient is open' },
  { from: 'open', action: 'end', to: 'review-due', guard: 'by the one who opened it' },
  { from: 'open', action: 'expire', to: 'review-due', guard: 'its time has passed', system: true },
  { from: 'review-due', action: 'fall-overdue', to: 'overdue', guard: 'the time for the review has passed', system: true },
  { from: 'review-due', action: 'review', to: 'reviewed', guard: BY_ANOTHER },
  { from: 'overdue', action: 'review', to: 'reviewed', guard: BY_ANOTHER },
  { from: 'reviewed', action: 'review', to: 'reviewed', guard: `the outcome so far is inconclusive, and ${BY_ANOTHER}` },
]);
