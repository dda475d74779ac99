import type { AuditTrail, Ids, UnitOfWork } from '#kernel';
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
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound where there is no such facility; RuleBroken `duplicate-offset` */
  execute({ facilityId, appointmentTypeId, offsets }: SetReminderPlanCommand): Promise<ReminderPlan> {
    return this.unitOfWork.run(async () => {
      await this.facilities.rulesOf(facilityId);
      const plan = (await this.plans.find(facilityId, appointmentTypeId)) ?? this.newPlan(facilityId, appointmentTypeId);
      plan.change(offsets);
      this.auditTrail.record({ action: 'reminder-plan.set', resourceType: 'reminder-plan', resourceId: plan.id, facilityId });
      return plan;
    });
  }

  private newPlan(facilityId: string, appointmentTypeId: string | undefined): ReminderPlan {
    const plan = new ReminderPlan(this.ids.next(), facilityId, appointmentTypeId, []);
    this.plans.add(plan);
    return plan;
  }
}
