import type { Ids, UnitOfWork } from '#kernel';
import { LeaveRequest, type NewLeaveRequest } from '../domain/leave-request.js';
import type { LeaveRequests } from '../domain/leave-registers.js';

export type RequestLeaveCommand = Omit<NewLeaveRequest, 'id'>;

/** Somebody asks to be away, for themselves or for another. */
export class RequestLeave {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: LeaveRequests,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleBroken `invalid-leave-period` */
  execute(command: RequestLeaveCommand): Promise<LeaveRequest> {
    return this.unitOfWork.run(async () => {
      const request = LeaveRequest.request({ ...command, id: this.ids.next() });
      this.requests.add(request);
      return request;
    });
  }
}
