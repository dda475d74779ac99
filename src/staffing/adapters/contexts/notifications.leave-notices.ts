import type { NotificationsFacade } from '../../../notifications/index.js';
import { type LeaveNotice, LeaveNotices } from '../../application/leave-notices.js';
import type { DepartmentHeadsQuery } from '../persistence/department-heads.query.js';

export class NotificationsLeaveNotices extends LeaveNotices {
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly heads: DepartmentHeadsQuery,
  ) {
    super();
  }

  override async tellHead({ leaveRequestId, version, facilityId, staffId, from, to, count, language }: LeaveNotice): Promise<void> {
    const address = await this.heads.mailOfHeadOver(staffId);
    if (address === undefined) return;
    this.notifications.request({
      key: `leave-impact.${leaveRequestId}.${version}`,
      kind: 'leave-impact',
      facilityId,
      languages: [language],
      recipients: [{ channel: 'email', to: address }],
      data: { from: from.toString(), to: to.toString(), count },
    });
  }
}
