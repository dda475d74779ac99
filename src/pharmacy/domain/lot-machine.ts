import { StateMachine } from '#kernel';

export const LOT_STATUSES = ['available', 'quarantined', 'recalled', 'expired', 'damaged', 'destroyed'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

export const LOT_ACTIONS = ['quarantine', 'release', 'recall', 'reinstate', 'damage', 'destroy'] as const;
export type LotAction = (typeof LOT_ACTIONS)[number];

const WITNESSED = 'before a witness for a controlled drug';

/** The life of a lot. What waits for a witness stays as it is, and nothing of it is given out meanwhile. */
export const lotMachine = new StateMachine<LotStatus, LotAction | 'receive' | 'expire'>([
  { from: null, action: 'receive', to: 'available' },
  { from: 'available', action: 'quarantine', to: 'quarantined', guard: WITNESSED },
  { from: 'quarantined', action: 'release', to: 'available', guard: WITNESSED },
  { from: 'available', action: 'recall', to: 'recalled', guard: WITNESSED },
  { from: 'quarantined', action: 'recall', to: 'recalled', guard: WITNESSED },
  { from: 'recalled', action: 'reinstate', to: 'quarantined', guard: WITNESSED },
  { from: 'available', action: 'expire', to: 'expired', guard: 'its last day is over, as the facility’s calendar has it', system: true },
  { from: 'available', action: 'damage', to: 'damaged', guard: WITNESSED },
  { from: 'quarantined', action: 'damage', to: 'damaged', guard: WITNESSED },
  { from: 'recalled', action: 'damage', to: 'damaged', guard: WITNESSED },
  { from: 'expired', action: 'damage', to: 'damaged', guard: WITNESSED },
  { from: 'recalled', action: 'destroy', to: 'destroyed', guard: 'before a witness' },
  { from: 'expired', action: 'destroy', to: 'destroyed', guard: 'before a witness' },
  { from: 'damaged', action: 'destroy', to: 'destroyed', guard: 'before a witness' },
]);
