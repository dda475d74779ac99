import { Money, NotFound } from '#kernel';
import type { Duty as StaffingDuty, FacilityCard, StaffingFacade } from '../../../staffing/index.js';
import { DutyRoster, type DutyQuery, FacilityCalendar } from '../../application/ports.js';
import type { Duty } from '../../domain/booking-rules.js';
import type { FacilityRules } from '../../domain/facility-rules.js';
import type { Span } from '../../domain/spans.js';

/** An appointment is at most a day long, so this is ample on each side of its start. */
const AROUND = { hours: 48 };

interface Interval {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** Who can be booked when, as staffing has it. */
export class StaffingDutyRoster extends DutyRoster {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async dutyOf(staffId: string, around: Temporal.Instant): Promise<Duty | undefined> {
    const [duty] = await this.staffing.duty([staffId], around.subtract(AROUND), around.add(AROUND));
    return duty && dutyFrom(duty);
  }

  override async dutiesOf({ facilityId, staffId, among, specialties, within }: DutyQuery): Promise<Duty[]> {
    const from = Temporal.Instant.fromEpochMilliseconds(within.from).subtract(AROUND);
    const to = Temporal.Instant.fromEpochMilliseconds(within.until).add(AROUND);
    const people = staffId === undefined ? among : [staffId];
    if (people === undefined) return (await this.staffing.dutyAt(facilityId, specialties, from, to)).map(dutyFrom);
    const named = await this.staffing.duty([...people], from, to);
    return named.filter((duty) => specialties.every((specialty) => duty.specialties.includes(specialty))).map(dutyFrom);
  }
}

/** How a facility schedules, as staffing has it. */
export class StaffingFacilityCalendar extends FacilityCalendar {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async rulesOf(facilityId: string): Promise<FacilityRules> {
    const facility = await this.staffing.facility(facilityId);
    if (!facility) throw new NotFound('facility');
    return rulesFrom(facility);
  }

  override async all(): Promise<FacilityRules[]> {
    return (await this.staffing.facilities()).map(rulesFrom);
  }
}

function dutyFrom(duty: StaffingDuty): Duty {
  const { staffId, facilityId, departmentId, active, specialties, capacity, timeZone, rules, exceptions } = duty;
  return {
    ...{ staffId, facilityId, departmentId, active, specialties, capacity },
    availability: { timeZone, rules, exceptions },
    absences: [
      ...duty.employmentGaps.map(spanFrom),
      ...duty.leave.map((leave) => ({ ...spanFrom(leave), leaveRequestId: leave.leaveRequestId })),
    ],
    uncredentialed: duty.credentialGaps.map((gap) => ({ ...spanFrom(gap), credential: gap.kind })),
    rostered: duty.rostered?.map(spanFrom),
    rules: rulesFrom(duty.facility),
  };
}

function rulesFrom({ id, name, timeZone, settings: { scheduling, messages } }: FacilityCard): FacilityRules {
  return {
    facilityId: id,
    facilityName: name,
    timeZone,
    messages,
    bookingHorizonDays: scheduling.bookingHorizonDays,
    minimumNoticeMinutes: scheduling.minimumNoticeMinutes ?? undefined,
    holdMinutes: scheduling.holdMinutes,
    cancellationWindowMinutes: scheduling.cancellationWindowMinutes,
    noShowGraceMinutes: scheduling.noShowGraceMinutes,
    noShow: {
      fee: scheduling.noShowFee ? Money.parse(scheduling.noShowFee.amount, scheduling.noShowFee.currency) : undefined,
      limit: scheduling.noShowLimit ?? undefined,
      windowDays: scheduling.noShowWindowDays,
    },
    maximumOpenBookings: scheduling.maxOpenBookingsPerPatient ?? undefined,
    waitListOfferMinutes: scheduling.waitListOfferMinutes,
    selfService: {
      book: scheduling.patientsMayBook,
      confirm: scheduling.patientsMayConfirm,
      cancel: scheduling.patientsMayCancel,
      types: scheduling.selfServiceTypes ?? undefined,
    },
    closures: scheduling.closures,
  };
}

function spanFrom({ from, to }: Interval): Span {
  return { from: from.epochMilliseconds, until: to.epochMilliseconds };
}
