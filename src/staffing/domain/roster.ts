import { AggregateRoot, DomainError, InvalidTransition, RuleBroken, StateMachine } from '#kernel';
import { staffingEvents } from './staffing-events.js';

export const ROSTER_STATUSES = ['draft', 'published', 'locked', 'discarded'] as const;
export type RosterStatus = (typeof ROSTER_STATUSES)[number];
export const ROSTER_ACTIONS = ['top-up', 'auto-fill', 'publish', 'lock', 'discard'] as const;
export type RosterAction = (typeof ROSTER_ACTIONS)[number];
export const ROSTER_SPANS = ['week', 'month'] as const;
export type RosterSpan = (typeof ROSTER_SPANS)[number];

export const rosterMachine = new StateMachine<RosterStatus, RosterAction | 'create'>([
  { from: null, action: 'create', to: 'draft' },
  { from: 'draft', action: 'top-up', to: 'draft' },
  { from: 'draft', action: 'auto-fill', to: 'draft' },
  { from: 'draft', action: 'publish', to: 'published', guard: 'every rule is kept or set aside by an override' },
  { from: 'draft', action: 'discard', to: 'discarded' },
  { from: 'published', action: 'lock', to: 'locked' },
]);

export interface NewRoster {
  id: string;
  facilityId: string;
  departmentId: string;
  span: RosterSpan;
  /** A Monday, or the first of a month. */
  from: Temporal.PlainDate;
}

/** Who works when in a department, for a week or a month. */
export class Roster extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId: string;
  readonly span: RosterSpan;
  readonly from: Temporal.PlainDate;
  /** Last day, inclusive. */
  readonly to: Temporal.PlainDate;
  readonly status: RosterStatus;
  readonly publishedAt?: Temporal.Instant;

  /** @throws RuleBroken `invalid-roster` where it does not begin with the week or month */
  constructor({ id, facilityId, departmentId, span, from }: NewRoster) {
    super();
    expectBeginning(span, from);
    this.id = id;
    this.facilityId = facilityId;
    this.departmentId = departmentId;
    this.span = span;
    this.from = from;
    this.to = from.add(span === 'week' ? { days: 7 } : { months: 1 }).subtract({ days: 1 });
    this.status = 'draft';
  }

  get allowedActions(): string[] {
    return rosterMachine.allowedActions(this.status);
  }

  /** @throws InvalidTransition unless it is a draft */
  expectDraft(action: RosterAction): void {
    rosterMachine.next(this.status, action);
  }

  /** @throws InvalidTransition where no shift can be added any more */
  expectOpenToChange(): void {
    if (this.status === 'draft' || this.status === 'published') return;
    throw new InvalidTransition(this.status, 'plan', `the roster is ${this.status}`, this.allowedActions);
  }

  /** @throws InvalidTransition */
  publish(now: Temporal.Instant): void {
    Object.assign(this, { status: rosterMachine.next(this.status, 'publish'), publishedAt: now });
    const { id: rosterId, facilityId, departmentId } = this;
    const payload = { rosterId, facilityId, departmentId, from: this.from.toString(), to: this.to.toString() };
    this.record({ type: staffingEvents.rosterPublished, aggregateId: rosterId, payload });
  }

  /** From now on only what was worked is recorded. @throws InvalidTransition */
  lock(): void {
    Object.assign(this, { status: rosterMachine.next(this.status, 'lock') });
  }

  /** @throws InvalidTransition */
  discard(): void {
    Object.assign(this, { status: rosterMachine.next(this.status, 'discard') });
  }
}

/** The department has a roster for some of these days. */
export class RosterOverlap extends DomainError {
  readonly code = 'roster-overlap';
  readonly kind = 'conflict';

  constructor() {
    super('The department has a roster for some of these days.');
  }
}

function expectBeginning(span: RosterSpan, from: Temporal.PlainDate): void {
  const begins = span === 'week' ? from.dayOfWeek === 1 : from.day === 1;
  if (begins) return;
  throw new RuleBroken('invalid-roster', 'A roster of a week begins on a Monday, one of a month on its first day.', {
    errors: [{ pointer: '/from', message: span === 'week' ? 'is no Monday' : 'is not the first of a month' }],
  });
}
