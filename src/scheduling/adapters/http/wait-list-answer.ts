import { type Caller, mayAt, scopeOf } from '#http';
import { NotFound } from '#kernel';
import type { WaitListEntry } from '../../domain/wait-list-entry.js';
import { waitListMachine } from '../../domain/wait-list-machine.js';
import type { WaitListQuery, WaitListView } from '../persistence/wait-list.query.js';
import type { WaitListAnswer } from './wait-list.dto.js';

export const READ_WAIT_LIST = 'wait-list:read';
export const CHANGE_WAIT_LIST = 'wait-list:change';

/** Shows places on the wait-list with what the one who asks may do with them, guards of time aside. */
export class WaitListAnswers {
  constructor(private readonly waitList: WaitListQuery) {}

  /** @throws NotFound */
  async read(id: string, caller: Caller, permission: string): Promise<WaitListAnswer> {
    const view = await this.waitList.byId(id, scopeOf(caller, permission));
    if (!view) throw new NotFound('wait-list entry');
    return waitListAnswer(view, caller);
  }

  /** An entry that was made or changed just now; it has no open offer then. */
  of(entry: WaitListEntry, caller: Caller): WaitListAnswer {
    const { id, facilityId, patientId, appointmentTypeId, staffId, weekdays, priority, status, version } = entry;
    const { appointmentId, cancelReason } = entry;
    const view: WaitListView = {
      ...{ id, facilityId, patientId, appointmentTypeId, staffId },
      earliest: entry.earliest.toString(),
      latest: entry.latest.toString(),
      weekdays: weekdays.length > 0 ? weekdays : undefined,
      ...{ priority, status },
      enteredAt: entry.enteredAt.toString(),
      ...{ appointmentId, settledAt: entry.settledAt?.toString(), cancelReason, version },
    };
    return waitListAnswer(view, caller);
  }
}

export function waitListAnswer(view: WaitListView, caller: Caller): WaitListAnswer {
  const { patientId, facilityId, status } = view;
  const isOwn = patientId === caller.patientId && caller.own.has(CHANGE_WAIT_LIST);
  const may = isOwn || mayAt(caller, CHANGE_WAIT_LIST, facilityId);
  return { ...view, allowedActions: may ? waitListMachine.allowedActions(status) : [] };
}
