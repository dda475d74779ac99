import { StateMachine } from '#kernel';

export const waitListStatuses = ['waiting', 'offered', 'booked', 'cancelled', 'expired'] as const;
export type WaitListStatus = (typeof waitListStatuses)[number];
export type WaitListAction = 'enter' | 'offer' | 'accept' | 'decline' | 'lapse' | 'cancel' | 'expire';

/** The life of somebody's place on the wait-list. Published with the API as it stands here. */
export const waitListMachine = new StateMachine<WaitListStatus, WaitListAction>([
  { from: null, action: 'enter', to: 'waiting', guard: 'no other open entry of the patient for the same' },
  { from: 'waiting', action: 'offer', to: 'offered', guard: 'a time that fits was released, and is held', system: true },
  { from: 'offered', action: 'accept', to: 'booked', guard: 'the offer is not past its limit' },
  { from: 'offered', action: 'decline', to: 'waiting' },
  { from: 'offered', action: 'lapse', to: 'waiting', guard: 'the limit of the offer has passed', system: true },
  { from: 'waiting', action: 'cancel', to: 'cancelled' },
  { from: 'waiting', action: 'expire', to: 'expired', guard: 'the last day has passed', system: true },
]);

export const offerStatuses = ['open', 'accepted', 'declined', 'expired'] as const;
export type OfferStatus = (typeof offerStatuses)[number];
export type OfferAction = 'make' | 'accept' | 'decline' | 'expire';

/** The life of one offer: a held time, until somebody answers or the limit passes. */
export const waitListOfferMachine = new StateMachine<OfferStatus, OfferAction>([
  { from: null, action: 'make', to: 'open', guard: 'the time is held for the patient', system: true },
  { from: 'open', action: 'accept', to: 'accepted', guard: 'not past its limit' },
  { from: 'open', action: 'decline', to: 'declined' },
  { from: 'open', action: 'expire', to: 'expired', guard: 'the limit has passed', system: true },
]);
