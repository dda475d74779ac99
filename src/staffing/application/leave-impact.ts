import { RuleBroken, type UnitOfWork } from '#kernel';
import { leaveTime } from '../domain/leave-days.js';
import type { LeaveRequests } from '../domain/leave-registers.js';
import type { LeaveRequest } from '../domain/leave-request.js';
import type { Facilities } from '../domain/registers.js';
import type { LeaveNotices } from './leave-notices.js';
import type { UncoveredShift, UncoveredShifts } from './uncovered-shifts.js';
import type { AffectedAppointment, AppointmentBook, AppointmentDecision, DecidedAppointment, LeaveTime } from './appointment-book.js';

/** What somebody's absence means for others. */
export interface Impact {
  /** In the order of their start, 200 at most; the worklist has every one of an approved leave. */
  appointments: AffectedAppointment[];
  /** By their start, drafts included. */
  uncoveredShifts: UncoveredShift[];
}

export interface ResolveImpactCommand {
  leaveRequestId: string;
  decisions: readonly AppointmentDecision[];
}

/** What hangs on the time of a leave, and what becomes of it. */
export class LeaveImpact {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: LeaveRequests,
    private readonly facilities: Facilities,
    private readonly book: AppointmentBook,
    private readonly uncoveredShifts: UncoveredShifts,
    private readonly notices: LeaveNotices,
  ) {}

  /** Of a leave that is requested, what its approval would mean; of one that is not to be, nothing. @throws NotFound */
  async of(leaveRequestId: string): Promise<Impact> {
    const request = await this.requests.get(leaveRequestId);
    if (request.status !== 'requested' && request.status !== 'approved') return { appointments: [], uncoveredShifts: [] };
    const time = await this.timeOf(request);
    const appointments = await this.book.affectedBy(time);
    const within = { from: time.from.epochMilliseconds, until: time.to.epochMilliseconds };
    return { appointments, uncoveredShifts: await this.uncoveredShifts.of(time.staffId, within) };
  }

  /** Of a leave that was just approved; the head of the department is told, where there is something to see to. @throws NotFound */
  async ofApproved({ id, version, facilityId, staffId, from, to }: LeaveRequest): Promise<Impact> {
    const impact = await this.of(id);
    const count = impact.appointments.length + impact.uncoveredShifts.length;
    if (count === 0) return impact;
    const { language } = (await this.facilities.get(facilityId)).settings.messages;
    await this.notices.tellHead({ leaveRequestId: id, version, facilityId, staffId, from, to, count, language });
    return impact;
  }

  /**
   * Moves and cancels appointments that an approved leave affects, all or none.
   * @throws NotFound, RuleBroken `leave-not-approved` or `not-affected`, and whatever stands in the way of a time
   */
  resolve({ leaveRequestId, decisions }: ResolveImpactCommand): Promise<DecidedAppointment[]> {
    return this.unitOfWork.run(async () => {
      const request = await this.requests.get(leaveRequestId);
      if (request.status !== 'approved') {
        throw new RuleBroken('leave-not-approved', 'Appointments are moved for a leave that is approved.', { status: request.status });
      }
      return this.book.resolve(await this.timeOf(request), decisions);
    });
  }

  private async timeOf({ id, staffId, facilityId, days }: LeaveRequest): Promise<LeaveTime> {
    const { timeZone, settings } = await this.facilities.get(facilityId);
    return { leaveRequestId: id, staffId, ...leaveTime(days, { timeZone, midday: settings.staffing.midday }) };
  }
}
