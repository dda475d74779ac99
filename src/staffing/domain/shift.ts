import { AggregateRoot, InvalidTransition, Period, RuleBroken } from '#kernel';
import { type PlanState, planForbids, type ShiftAction, shiftActions, shiftMachine, type ShiftStatus } from './shift-machine.js';
import { staffingEvents } from './staffing-events.js';

export const SHIFT_KINDS = ['day', 'night', 'on-call'] as const;
export type ShiftKind = (typeof SHIFT_KINDS)[number];

/** Who a shift is for; what is undefined is not asked. */
export interface ShiftNeed {
  role?: string;
  specialty?: string;
}

export interface NewShift extends ShiftNeed {
  id: string;
  facilityId: string;
  departmentId: string;
  kind: ShiftKind;
  period: Period;
  /** Without a roster it counts at once. */
  plan?: PlanState;
  rosterId?: string;
  templateId?: string;
  /** The local date and place by which a shift made from a template is known again. */
  day?: Temporal.PlainDate;
  seat?: number;
}

/** A permitted departure from rules, with what it departs from. */
export interface Departure {
  reason: string;
  rules: readonly string[];
}

/** What of a shift can be planned anew. */
export interface ShiftChanges {
  kind?: ShiftKind;
  period?: Period;
  role?: string | null;
  specialty?: string | null;
}

/** Weeks of being on call are as long as shifts get. */
const MOST_HOURS = 7 * 24;
/** How much before its start somebody can begin a shift. */
const EARLY = { hours: 2 };

/** Work of one person in one department, for one stretch of time; open until somebody is found. */
export class Shift extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId: string;
  readonly rosterId?: string;
  readonly templateId?: string;
  readonly day?: Temporal.PlainDate;
  readonly seat?: number;
  readonly kind: ShiftKind;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly role?: string;
  readonly specialty?: string;
  readonly staffId?: string;
  readonly status: ShiftStatus;
  readonly plan: PlanState;
  readonly overrideReason?: string;
  /** Rules that the override set aside. */
  readonly overriddenRules: string[];
  readonly cancelReason?: string;
  /** The open shift that took the place of a cancelled one. */
  readonly successorId?: string;

  constructor(fields: NewShift) {
    super();
    expectLength(fields.period);
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.departmentId = fields.departmentId;
    this.rosterId = fields.rosterId;
    this.templateId = fields.templateId;
    this.day = fields.day;
    this.seat = fields.seat;
    this.kind = fields.kind;
    this.start = fields.period.start;
    this.end = fields.period.end;
    this.role = fields.role;
    this.specialty = fields.specialty;
    this.plan = fields.plan ?? 'published';
    this.status = 'open';
    this.overriddenRules = [];
  }

  get published(): boolean {
    return this.plan !== 'draft';
  }

  get allowedActions(): ShiftAction[] {
    return shiftActions(this.status, this.plan);
  }

  /** Gives it to somebody, whose other shifts and rules were looked at. @throws InvalidTransition */
  assign(staffId: string, departure?: Departure): void {
    this.move('assign', { staffId, ...departureOf(departure) });
    this.tell(staffingEvents.shiftAssigned);
  }

  /** Takes somebody out of a draft again. @throws InvalidTransition */
  unassign(): void {
    this.move('unassign', { staffId: undefined, ...departureOf(undefined) });
  }

  /** Plans it anew; who had confirmed must do so again. @throws InvalidTransition, RuleBroken `invalid-shift` */
  change({ kind = this.kind, period, role, specialty }: ShiftChanges): void {
    if (period) expectLength(period);
    this.move('change', {
      kind,
      ...(period && { start: period.start, end: period.end }),
      role: patched(this.role, role),
      specialty: patched(this.specialty, specialty),
      ...departureOf(undefined),
    });
    this.tell(staffingEvents.shiftChanged);
  }

  /** Records what an override set aside for the shift as it is now. */
  setAside(departure: Departure | undefined): void {
    Object.assign(this, departureOf(departure));
  }

  /** Hands it to another person, in a swap or a take-over. Confirming starts over. @throws InvalidTransition */
  handTo(staffId: string, departure?: Departure): void {
    this.expect('change');
    Object.assign(this, { staffId, status: 'assigned', ...departureOf(departure) });
    this.tell(staffingEvents.shiftAssigned);
  }

  /** @throws InvalidTransition */
  confirm(): void {
    this.move('confirm');
  }

  /** @throws InvalidTransition where it is too early or too late */
  begin(now: Temporal.Instant): void {
    this.expect('start');
    const tooEarly = Temporal.Instant.compare(now, this.start.subtract(EARLY)) < 0;
    if (tooEarly || Temporal.Instant.compare(now, this.end) >= 0) {
      throw this.refusal('start', tooEarly ? 'it is more than two hours before its start' : 'its end has passed');
    }
    this.move('start');
  }

  /** @throws InvalidTransition */
  complete(): void {
    this.move('complete');
  }

  /** Records that the person did not come. @throws InvalidTransition where its start lies ahead */
  markAbsent(now: Temporal.Instant): void {
    this.expect('absent');
    if (Temporal.Instant.compare(now, this.start) < 0) throw this.refusal('absent', 'its start has not passed');
    this.move('absent');
    this.tell(staffingEvents.shiftMissed);
  }

  /** @throws InvalidTransition */
  cancel(reason: string, successorId?: string): void {
    this.move('cancel', { cancelReason: reason, successorId });
    this.tell(staffingEvents.shiftCancelled);
  }

  /** The same work, open again, in the place of this. */
  successor(id: string): Shift {
    const { facilityId, departmentId, rosterId, templateId, kind, start, end, role, specialty, plan } = this;
    const period = new Period(start, end);
    return new Shift({ id, facilityId, departmentId, rosterId, templateId, kind, period, role, specialty, plan });
  }

  /** @throws InvalidTransition where its status or that of its plan has no such step */
  expect(action: ShiftAction): void {
    shiftMachine.next(this.status, action, this.allowedActions);
    const reason = planForbids(action, this.plan);
    if (reason) throw this.refusal(action, reason);
  }

  private refusal(action: ShiftAction, reason: string): InvalidTransition {
    return new InvalidTransition(this.status, action, reason, this.allowedActions);
  }

  private move(action: ShiftAction, changes: object = {}): void {
    this.expect(action);
    Object.assign(this, changes, { status: shiftMachine.next(this.status, action) });
  }

  /** What is still a draft concerns nobody else. */
  private tell(type: string): void {
    if (!this.published) return;
    const { id: shiftId, facilityId, departmentId, staffId, kind } = this;
    const payload = { shiftId, facilityId, departmentId, staffId, kind, start: this.start.toString(), end: this.end.toString() };
    this.record({ type, aggregateId: shiftId, payload });
  }
}

function departureOf(departure: Departure | undefined): Pick<Shift, 'overrideReason' | 'overriddenRules'> {
  return { overrideReason: departure?.reason, overriddenRules: [...(departure?.rules ?? [])] };
}

/** What is left after a merge patch: null removes, undefined was not sent. */
function patched(known: string | undefined, sent: string | null | undefined): string | undefined {
  return sent === undefined ? known : (sent ?? undefined);
}

function expectLength({ start, end }: Period): void {
  if (start.until(end).total('hours') > MOST_HOURS) {
    throw new RuleBroken('invalid-shift', `A shift lasts ${MOST_HOURS} hours at most.`);
  }
}
