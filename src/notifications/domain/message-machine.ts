import { StateMachine } from '#kernel';

export const messageStatuses = ['queued', 'sending', 'sent', 'delivered', 'failed', 'dead', 'expired'] as const;
export type MessageStatus = (typeof messageStatuses)[number];
export type MessageAction = 'send' | 'succeed' | 'fail' | 'fall-back' | 'give-up' | 'deliver' | 'bounce' | 'expire' | 'replay';

/** The life of a message that was requested. Only a replay is asked for by a person. */
export const messageMachine = new StateMachine<MessageStatus, MessageAction>([
  { from: 'queued', action: 'send', to: 'sending', guard: 'due', system: true },
  { from: 'queued', action: 'expire', to: 'expired', guard: 'its time has passed', system: true },
  { from: 'sending', action: 'succeed', to: 'sent', system: true },
  { from: 'sending', action: 'fail', to: 'failed', guard: 'refused for now, or interrupted with unknown outcome', system: true },
  { from: 'sending', action: 'fall-back', to: 'queued', guard: 'refused for good, and there is another address', system: true },
  { from: 'sending', action: 'give-up', to: 'dead', guard: 'refused for good, or no attempt is left', system: true },
  { from: 'sending', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'failed', action: 'send', to: 'sending', guard: 'the time of waiting is over', system: true },
  { from: 'failed', action: 'expire', to: 'expired', guard: 'its time has passed', system: true },
  { from: 'failed', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'sent', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'sent', action: 'bounce', to: 'dead', guard: 'a receipt says that it did not arrive', system: true },
  { from: 'dead', action: 'deliver', to: 'delivered', guard: 'a receipt says so', system: true },
  { from: 'dead', action: 'replay', to: 'queued', guard: 'what it says is still known' },
]);
