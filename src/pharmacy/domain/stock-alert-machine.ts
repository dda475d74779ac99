import { StateMachine } from '#kernel';

export const STOCK_ALERT_STATUSES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
export type StockAlertStatus = (typeof STOCK_ALERT_STATUSES)[number];
export type StockAlertAction = 'raise' | 'acknowledge' | 'snooze' | 'wake' | 'resolve';

const SETTLED = 'what it is about is no more, or the rule has ended';

/** The life of an alert. Nobody resolves one by hand: it stands as long as what it says is true. */
export const stockAlertMachine = new StateMachine<StockAlertStatus, StockAlertAction>([
  { from: null, action: 'raise', to: 'open', system: true },
  { from: 'open', action: 'acknowledge', to: 'acknowledged' },
  { from: 'open', action: 'snooze', to: 'snoozed' },
  { from: 'open', action: 'resolve', to: 'resolved', guard: SETTLED, system: true },
  { from: 'acknowledged', action: 'snooze', to: 'snoozed' },
  { from: 'acknowledged', action: 'resolve', to: 'resolved', guard: SETTLED, system: true },
  { from: 'snoozed', action: 'acknowledge', to: 'acknowledged' },
  { from: 'snoozed', action: 'snooze', to: 'snoozed' },
  { from: 'snoozed', action: 'wake', to: 'open', guard: 'the time is over', system: true },
  { from: 'snoozed', action: 'resolve', to: 'resolved', guard: SETTLED, system: true },
]);
