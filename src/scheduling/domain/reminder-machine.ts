import { StateMachine } from '#kernel';

export const reminderStatuses = ['planned', 'sending', 'sent', 'delivered', 'failed', 'dead', 'superseded', 'suppressed'] as const;
export type ReminderStatus = (typeof reminderStatuses)[number];
export type ReminderAction =
  | 'send'
  | 'postpone'
  | 'succeed'
  | 'fail'
  | 'give-up'
  | 'deliver'
  | 'bounce'
  | 'supersede'
  | 'suppress'
  | 'replay';

/** The life of a reminder. Everything is done by the system, but for a replay. */
export const reminderMachine = new StateMachine<ReminderStatus, ReminderAction>([
  { from: 'planned', action: 'send', to: 'sending', guard: 'due, and the appointment still as it was planned for', system: true },
  { from: 'planned', action: 'postpone', to: 'planned', guard: 'quiet hours', system: true },
  { from: 'planned', action: 'supersede', to: 'superseded', guard: 'the time has changed', system: true },
  { from: 'planned', action: 'suppress', to: 'suppressed', guard: 'cancelled, opted out or unreachable', system: true },
  { from: 'sending', action: 'succeed', to: 'sent', system: true },
  { from: 'sending', action: 'fail', to: 'failed', guard: 'refused for now, or interrupted with unknown outcome', system: true },
  { from: 'sending', action: 'give-up', to: 'dead', guard: 'refused for good, or no attempt or no time is left', system: true },
  { from: 'sending', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'failed', action: 'send', to: 'sending', guard: 'the time of waiting is over', system: true },
  { from: 'failed', action: 'postpone', to: 'planned', guard: 'quiet hours', system: true },
  { from: 'failed', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'failed', action: 'supersede', to: 'superseded', guard: 'the time has changed', system: true },
  { from: 'failed', action: 'suppress', to: 'suppressed', guard: 'cancelled, opted out or unreachable', system: true },
  { from: 'sent', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'sent', action: 'bounce', to: 'dead', guard: 'a receipt says that it did not arrive', system: true },
  { from: 'dead', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'dead', action: 'replay', to: 'planned', guard: 'the appointment is still ahead, at the time that it speaks of' },
]);
