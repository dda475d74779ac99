import { StateMachine } from '#kernel';

export const outageStatuses = ['planned', 'in-force', 'over'] as const;
export type OutageStatus = (typeof outageStatuses)[number];
export type OutageAction = 'declare' | 'begin' | 'elapse' | 'end';

/** How a room or a piece of equipment is out of service, and is back. Time moves it by itself. */
export const outageMachine = new StateMachine<OutageStatus, OutageAction>([
  { from: null, action: 'declare', to: 'planned', guard: 'no other outage of the same room or equipment in that time' },
  { from: 'planned', action: 'begin', to: 'in-force', guard: 'its start has come', system: true },
  { from: 'in-force', action: 'elapse', to: 'over', guard: 'its end has come', system: true },
  { from: 'planned', action: 'end', to: 'over' },
  { from: 'in-force', action: 'end', to: 'over' },
]);

/** Where an outage stands at an instant. An end at or before the start closes no time at all. */
export function outageStatusAt({ start, end }: { start: Temporal.Instant; end?: Temporal.Instant }, now: Temporal.Instant): OutageStatus {
  const isBefore = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) < 0;
  if (end && (!isBefore(start, end) || !isBefore(now, end))) return 'over';
  return isBefore(now, start) ? 'planned' : 'in-force';
}
