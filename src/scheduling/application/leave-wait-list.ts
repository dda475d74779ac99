import type { Clock, RowScope, UnitOfWork } from '#kernel';
import type { WaitList } from '../domain/wait-list.js';
import type { WaitListEntry } from '../domain/wait-list-entry.js';

export interface LeaveWaitListCommand {
  entryId: string;
  reason?: string;
  /** Whose entries the caller may change; all where it is absent. */
  scope?: RowScope;
}

/** Takes somebody off the wait-list. */
export class LeaveWaitList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidTransition */
  execute({ entryId, reason, scope }: LeaveWaitListCommand): Promise<WaitListEntry> {
    return this.unitOfWork.run(async () => {
      const entry = await this.waitList.get(entryId, scope);
      entry.cancel(reason, this.clock.now());
      await this.waitList.save();
      return entry;
    });
  }
}
