import type { UnitOfWork } from '#kernel';
import type { Rosters } from '../domain/plan-records.js';
import type { Roster } from '../domain/roster.js';

export interface CloseRosterCommand {
  rosterId: string;
  expectedVersion?: number;
  /** A published roster is locked when its plan is final, a draft is discarded. */
  action: 'lock' | 'discard';
}

/** Ends the planning of a roster. */
export class CloseRoster {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rosters: Rosters,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ rosterId, expectedVersion, action }: CloseRosterCommand): Promise<Roster> {
    return this.unitOfWork.run(async () => {
      const roster = await this.rosters.get(rosterId);
      roster.expectVersion(expectedVersion);
      if (action === 'lock') roster.lock();
      else roster.discard();
      await this.rosters.save();
      await this.rosters.spread(roster);
      return roster;
    });
  }
}
