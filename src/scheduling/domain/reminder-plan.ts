import { AggregateRoot, RuleBroken } from '#kernel';

export const reminderChannels = ['email', 'sms'] as const;
export type ReminderChannel = (typeof reminderChannels)[number];

/** How long before the start, in minutes, and by which channels in order of preference. */
export interface ReminderOffset {
  before: number;
  channels: ReminderChannel[];
}

/** Without a plan of the facility: by e-mail a day and two hours before. */
export const defaultOffsets: readonly ReminderOffset[] = [
  { before: 24 * 60, channels: ['email'] },
  { before: 2 * 60, channels: ['email'] },
];

/** When the patients of a facility are reminded, for one kind of appointment or for all that have no own plan. */
export class ReminderPlan extends AggregateRoot {
  readonly offsets: ReminderOffset[];

  constructor(
    readonly id: string,
    readonly facilityId: string,
    readonly appointmentTypeId: string | undefined,
    offsets: readonly ReminderOffset[],
  ) {
    super();
    this.offsets = checked(offsets);
  }

  /** @throws RuleBroken `duplicate-offset` where two offsets are the same */
  change(offsets: readonly ReminderOffset[]): void {
    Object.assign(this, { offsets: checked(offsets) });
  }
}

function checked(offsets: readonly ReminderOffset[]): ReminderOffset[] {
  if (new Set(offsets.map((offset) => offset.before)).size < offsets.length) {
    throw new RuleBroken('duplicate-offset', 'Each offset of a reminder plan stands once.');
  }
  return [...offsets].sort((a, b) => b.before - a.before);
}
