import type { Ids, UnitOfWork } from '#kernel';
import type { ShiftTemplates } from '../domain/plan-records.js';
import { ShiftTemplate, type ShiftTemplateFields } from '../domain/shift-template.js';
import type { StaffPlans } from './roster-ports.js';

export interface DefineShiftTemplateCommand extends ShiftTemplateFields {
  departmentId: string;
}

/** A shift of a department that comes back. */
export class DefineShiftTemplate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ShiftTemplates,
    private readonly plans: StaffPlans,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound; RuleBroken `invalid-shift` */
  execute(command: DefineShiftTemplateCommand): Promise<ShiftTemplate> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.plans.surroundings(command.departmentId);
      const template = new ShiftTemplate({ ...command, id: this.ids.next(), facilityId });
      this.templates.add(template);
      return template;
    });
  }
}
