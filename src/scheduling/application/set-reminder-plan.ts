import type { Ids, UnitOfWork } from '#kernel';
import { type ReminderOffset, ReminderPlan } from '../domain/reminder-plan.js';
import type { ReminderPlans } from '../domain/reminders.js';
import type { FacilityCalendar } from './ports.js';

export interface SetReminderPlanCommand {
  facilityId: string;
  /** Without it, the plan of all types that have none of their own. */
  appointmentTypeId?: string;
  offsets: ReminderOffset[];
}

/** Says when patients are reminded. Reminders that are planned already stay as they are. */
export class SetReminderPlan {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: ReminderPlans,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; RuleBroken `duplicate-offset` */
  execute({ facilityId, appointmentTypeId, offsets }: SetReminderPlanCommand): Promise<ReminderPlan> {
    return this.unitOfWork.run(async () => {
      await this.facilities.rulesOf(facilityId);
      const known = await this.plans.find(facilityId, appointmentTypeId);
      if (!known) {
        const plan = new ReminderPlan(this.ids.next(), facilityId, appointmentTypeId, offsets);
        this.plans.add(plan);
        return plan;
      }
      known.change(offsets);
      await this.plans.save(known);
      return known;
    });
  }
}
