import type { RowScope, UnitOfWork } from '#kernel';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Charts, Conditions } from '../domain/chart.js';
import type { ConditionAction } from '../domain/condition-machine.js';
import type { Condition, ConditionFacts } from '../domain/condition.js';

export interface ChangeConditionCommand {
  patientId: string;
  /** Whose charts the caller may write in. */
  scope: RowScope;
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
    private readonly charts: Charts,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, InvalidDetails */
  async execute({ patientId, scope, conditionId, version, action, revise }: ChangeConditionCommand): Promise<Condition> {
    return this.unitOfWork.run(async () => {
      await this.charts.expectOpen(patientId, scope, 'condition');
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
