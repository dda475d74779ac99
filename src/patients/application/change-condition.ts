import type { UnitOfWork } from '#kernel';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Conditions } from '../domain/chart.js';
import type { ConditionAction } from '../domain/condition-machine.js';
import type { Condition, ConditionFacts } from '../domain/condition.js';

export interface ChangeConditionCommand {
  patientId: string;
  conditionId: string;
  /** The version that the change was made from. */
  version?: number;
  /** A step of the condition's life cycle or of its verification. */
  action?: ConditionAction;
  /** Makes the corrected facts from those that stand. */
  revise?: (facts: ConditionFacts) => ConditionFacts;
}

/** Corrects a condition, or moves it along its life cycle. */
export class ChangeCondition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conditions: Conditions,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, InvalidDetails */
  async execute({ patientId, conditionId, version, action, revise }: ChangeConditionCommand): Promise<Condition> {
    return this.unitOfWork.run(async () => {
      const condition = await this.conditions.get(patientId, conditionId);
      condition.expectVersion(version);
      if (revise) {
        const facts = revise(condition.facts);
        checkEntryDates(facts);
        condition.revise(facts);
      }
      if (action) condition.move(action);
      await this.conditions.save();
      return condition;
    });
  }
}
