import { AggregateRoot, RuleBroken } from '#kernel';
import { type LocalTimes, periodOn } from './local-times.js';
import type { NewShift, ShiftKind, ShiftNeed } from './shift.js';

export interface ShiftTemplateFields extends LocalTimes, ShiftNeed {
  name: string;
  kind: ShiftKind;
  /** 1 is Monday, 7 Sunday. */
  weekdays: number[];
  /** People wanted each time. */
  count: number;
}

export interface NewShiftTemplate extends ShiftTemplateFields {
  id: string;
  facilityId: string;
  departmentId: string;
}

/** A merge patch: null removes. */
export type ShiftTemplateChanges = Partial<Omit<ShiftTemplateFields, 'role' | 'specialty'>> & {
  role?: string | null;
  specialty?: string | null;
  active?: boolean;
};

/** A shift that comes back on certain weekdays, as wall-clock time at the facility. */
export class ShiftTemplate extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId: string;
  readonly name: string;
  readonly kind: ShiftKind;
  readonly from: string;
  readonly to: string;
  readonly weekdays: number[];
  readonly count: number;
  readonly role?: string;
  readonly specialty?: string;
  /** New rosters are made from active ones. */
  readonly active: boolean;

  constructor(fields: NewShiftTemplate) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.departmentId = fields.departmentId;
    this.name = fields.name;
    this.kind = fields.kind;
    this.from = fields.from;
    this.to = fields.to;
    this.weekdays = sortedDays(fields.weekdays);
    this.count = fields.count;
    this.role = fields.role;
    this.specialty = fields.specialty;
    this.active = true;
    this.expectTimes();
  }

  /** @throws RuleBroken `invalid-shift` where it would last no time */
  revise({ role, specialty, ...changes }: ShiftTemplateChanges): void {
    const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    Object.assign(this, sent, {
      weekdays: sortedDays(changes.weekdays ?? this.weekdays),
      role: role === undefined ? this.role : (role ?? undefined),
      specialty: specialty === undefined ? this.specialty : (specialty ?? undefined),
    });
    this.expectTimes();
  }

  /** What it makes on a date: nothing on other weekdays, one for each person wanted. */
  shiftsOn(day: Temporal.PlainDate, timeZone: string): Omit<NewShift, 'id'>[] {
    if (!this.weekdays.includes(day.dayOfWeek)) return [];
    const { id: templateId, facilityId, departmentId, kind, role, specialty } = this;
    const period = periodOn(day, this, timeZone);
    return Array.from({ length: this.count }, (_, seat) => {
      return { templateId, facilityId, departmentId, kind, role, specialty, period, day, seat };
    });
  }

  private expectTimes(): void {
    if (this.from === this.to) throw new RuleBroken('invalid-shift', 'A shift does not end when it begins.', AT_END);
  }
}

const AT_END = { errors: [{ pointer: '/to', message: 'is the same as the start' }] };

function sortedDays(weekdays: readonly number[]): number[] {
  return [...new Set(weekdays)].sort((a, b) => a - b);
}
