/** Somebody's absence that others have to see to. */
export interface LeaveNotice {
  leaveRequestId: string;
  /** Of the leave request: an approval that was taken back and given anew is told anew. */
  version: number;
  facilityId: string;
  staffId: string;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** Appointments and shifts that need another time or person. */
  count: number;
  /** BCP 47 tag of the facility. */
  language: string;
}

/** Tells who answers for a department that somebody of it will be away. */
export abstract class LeaveNotices {
  /** Goes out after the surrounding unit of work, if the department has a head who can be reached by e-mail. */
  abstract tellHead(notice: LeaveNotice): Promise<void>;
}
