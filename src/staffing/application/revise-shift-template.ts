import type { UnitOfWork } from '#kernel';
import type { ShiftTemplates } from '../domain/plan-records.js';
import type { ShiftTemplate, ShiftTemplateChanges } from '../domain/shift-template.js';

export interface ReviseShiftTemplateCommand {
  templateId: string;
  expectedVersion?: number;
  changes: ShiftTemplateChanges;
}

/** Changes a template; rosters that were made from it stay as they are. */
export class ReviseShiftTemplate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ShiftTemplates,
  ) {}

  /** @throws NotFound, StaleVersion; RuleBroken `invalid-shift` */
  execute({ templateId, expectedVersion, changes }: ReviseShiftTemplateCommand): Promise<ShiftTemplate> {
    return this.unitOfWork.run(async () => {
      const template = await this.templates.get(templateId);
      template.expectVersion(expectedVersion);
      template.revise(changes);
      await this.templates.save();
      return template;
    });
  }
}
