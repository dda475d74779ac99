import type { Clock, UnitOfWork } from '#kernel';
import type { Rosters } from '../domain/plan-records.js';
import type { Roster } from '../domain/roster.js';
import { RosterRulesBroken } from '../domain/shift-errors.js';
import type { Finding, RosterCheck } from './roster-check.js';
import type { StaffPlans } from './roster-ports.js';

export interface PublishRosterCommand {
  rosterId: string;
  expectedVersion?: number;
}

/** Makes a draft count, if it keeps every rule. */
export class PublishRoster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rosters: Rosters,
    private readonly plans: StaffPlans,
    private readonly check: RosterCheck,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition; RosterRulesBroken with everything that is broken */
  execute({ rosterId, expectedVersion }: PublishRosterCommand): Promise<{ roster: Roster; warnings: Finding[] }> {
    return this.unitOfWork.run(async () => {
      const roster = await this.rosters.get(rosterId);
      roster.expectVersion(expectedVersion);
      roster.publish(this.clock.now());
      await this.holdStill(roster);
      const { violations, warnings } = await this.check.execute(roster, await this.plans.surroundings(roster.departmentId));
      if (violations.length > 0) throw new RosterRulesBroken(violations, warnings);
      await this.rosters.save();
      await this.rosters.spread(roster);
      return { roster, warnings };
    });
  }

  private async holdStill({ id, departmentId }: Roster): Promise<void> {
    await this.plans.departmentsInTurn([departmentId]);
    const planned = await this.plans.ofRoster(id);
    await this.plans.inTurn([...new Set(planned.flatMap(({ staffId }) => staffId ?? []))]);
  }
}
