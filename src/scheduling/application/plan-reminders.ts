import type { Clock, Ids, UnitOfWork } from '#kernel';
import type { RemindedAppointment } from '../domain/reminded-appointment.js';
import { defaultOffsets, type ReminderOffset } from '../domain/reminder-plan.js';
import { planReminders } from '../domain/reminder-planning.js';
import type { Reminder } from '../domain/reminder.js';
import type { ReminderPlans, Reminders } from '../domain/reminders.js';
import type { ReminderSituations, Situation } from './reminder-situations.js';

export interface PlanRemindersCommand {
  appointmentIds: readonly string[];
}

/**
 * Brings the ledger of reminders in line with appointments as they are now: plans for their time, and gives up what was
 * planned for an earlier time or for an appointment that will not be. Done twice, it changes nothing, so any event of an
 * appointment may call for it.
 */
export class PlanReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly plans: ReminderPlans,
    private readonly situations: ReminderSituations,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute({ appointmentIds }: PlanRemindersCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      // The ledger first: what is read of the appointments after that is no older than what was decided on it.
      const known = Map.groupBy(await this.reminders.lockOf(appointmentIds), ({ appointmentId }) => appointmentId);
      const situations = await this.situations.of(appointmentIds);
      const offsets = new PlansInForce(this.plans);
      for (const situation of situations.values()) await this.settle(situation, known.get(situation.appointment.id) ?? [], offsets);
    });
  }

  private async settle(situation: Situation, known: readonly Reminder[], offsets: PlansInForce): Promise<void> {
    const { appointment, reach } = situation;
    const { status, timeVersion } = appointment;
    for (const reminder of known.filter((each) => each.isPending)) {
      if (!reminder.speaksOf(status)) reminder.suppress('cancelled');
      else if (reminder.appointmentVersion !== timeVersion) reminder.supersede();
    }
    const isPlanned = known.some((each) => each.purpose === 'reminder' && each.appointmentVersion === timeVersion);
    if (isPlanned || (status !== 'booked' && status !== 'confirmed')) return;
    const planned = planReminders(appointment, await offsets.for(appointment), reach, this.clock.now(), () => this.ids.next());
    planned.forEach((reminder) => this.reminders.add(reminder));
  }
}

/** The plans that apply, each looked up once. */
class PlansInForce {
  private readonly known = new Map<string, Promise<readonly ReminderOffset[]>>();

  constructor(private readonly plans: ReminderPlans) {}

  for({ facilityId, appointmentTypeId }: RemindedAppointment): Promise<readonly ReminderOffset[]> {
    const key = `${facilityId} ${appointmentTypeId}`;
    let offsets = this.known.get(key);
    if (!offsets) {
      offsets = this.plans.applying(facilityId, appointmentTypeId).then((plan) => plan?.offsets ?? defaultOffsets);
      this.known.set(key, offsets);
    }
    return offsets;
  }
}
