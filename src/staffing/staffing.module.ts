import { Global, Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { TimeZoneCheck } from '#http';
import { JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { NotificationsFacade } from '../notifications/index.js';
import { NotificationsLeaveNotices } from './adapters/contexts/notifications.leave-notices.js';
import { InProcessStaffing } from './adapters/facade/in-process.staffing-facade.js';
import { AvailabilityController } from './adapters/http/availability.controller.js';
import { CredentialsController } from './adapters/http/credentials.controller.js';
import { DepartmentsController } from './adapters/http/departments.controller.js';
import { EmploymentController } from './adapters/http/employment.controller.js';
import { FacilitiesController } from './adapters/http/facilities.controller.js';
import { FacilityScope } from './adapters/http/facility-scope.js';
import { LeaveController } from './adapters/http/leave.controller.js';
import { LeaveEntitlementsController } from './adapters/http/leave-entitlements.controller.js';
import { LeaveImpactController } from './adapters/http/leave-impact.controller.js';
import { OnCallController } from './adapters/http/on-call.controller.js';
import { RosterActionsController } from './adapters/http/roster-actions.controller.js';
import { RostersController } from './adapters/http/rosters.controller.js';
import { ShiftActionsController } from './adapters/http/shift-actions.controller.js';
import { ShiftSwapsController } from './adapters/http/shift-swaps.controller.js';
import { ShiftTemplatesController } from './adapters/http/shift-templates.controller.js';
import { ShiftsController } from './adapters/http/shifts.controller.js';
import { StaffController } from './adapters/http/staff.controller.js';
import { EventLoopBreather } from './adapters/jobs/event-loop-breather.js';
import { CredentialsProcessor } from './adapters/jobs/credentials.processor.js';
import { ShiftSwapsProcessor } from './adapters/jobs/shift-swaps.processor.js';
import { MikroOrmAvailabilities } from './adapters/persistence/availabilities.mikro-orm.js';
import { AvailabilityQuery } from './adapters/persistence/availability.query.js';
import { MikroOrmCredentialNotices } from './adapters/persistence/credential-notices.mikro-orm.js';
import { MikroOrmCredentials } from './adapters/persistence/credentials.mikro-orm.js';
import { CredentialsQuery } from './adapters/persistence/credentials.query.js';
import { DepartmentHeadsQuery } from './adapters/persistence/department-heads.query.js';
import { MikroOrmDepartments } from './adapters/persistence/departments.mikro-orm.js';
import { DutyQuery } from './adapters/persistence/duty.query.js';
import { MikroOrmFacilities } from './adapters/persistence/facilities.mikro-orm.js';
import { FacilitiesQuery } from './adapters/persistence/facilities.query.js';
import { LeaveQuery } from './adapters/persistence/leave.query.js';
import { MikroOrmLeaveEntitlements } from './adapters/persistence/leave-entitlements.mikro-orm.js';
import { MikroOrmLeaveRequests } from './adapters/persistence/leave-requests.mikro-orm.js';
import { SqlLocalDates } from './adapters/persistence/local-dates.query.js';
import { PlacementQuery } from './adapters/persistence/placement.query.js';
import { MikroOrmRosters } from './adapters/persistence/rosters.mikro-orm.js';
import { RostersQuery } from './adapters/persistence/rosters.query.js';
import { MikroOrmShiftSwaps } from './adapters/persistence/shift-swaps.mikro-orm.js';
import { ShiftSwapsQuery } from './adapters/persistence/shift-swaps.query.js';
import { MikroOrmShiftTemplates } from './adapters/persistence/shift-templates.mikro-orm.js';
import { MikroOrmShifts } from './adapters/persistence/shifts.mikro-orm.js';
import { ShiftsQuery } from './adapters/persistence/shifts.query.js';
import { MikroOrmStaffMembers } from './adapters/persistence/staff-members.mikro-orm.js';
import { SqlStaffPlans } from './adapters/persistence/staff-plans.query.js';
import { StaffQuery } from './adapters/persistence/staff.query.js';
import { AddCredential } from './application/add-credential.js';
import { AdvanceShift } from './application/advance-shift.js';
import { AnswerSwap } from './application/answer-swap.js';
import { OpenedAppointmentBook } from './application/appointment-book.js';
import { ApproveSwap } from './application/approve-swap.js';
import { AssignShift } from './application/assign-shift.js';
import { AutoFillRoster } from './application/auto-fill-roster.js';
import { CancelShift } from './application/cancel-shift.js';
import { ChangeShift } from './application/change-shift.js';
import { CloseRoster } from './application/close-roster.js';
import { ConfigureFacility } from './application/configure-facility.js';
import { ApproveLeave, CancelLeave, RejectLeave } from './application/decide-leave.js';
import { DefineShiftTemplate } from './application/define-shift-template.js';
import { DrawUpRoster } from './application/draw-up-roster.js';
import { EndEmployment } from './application/end-employment.js';
import { EntitleLeave } from './application/entitle-leave.js';
import { ExpireSwaps } from './application/expire-swaps.js';
import { HireStaff } from './application/hire-staff.js';
import { ImportOrganization } from './application/import-organization.js';
import { ImportPractitioner } from './application/import-practitioner.js';
import { LeaveAccount } from './application/leave-account.js';
import { LeaveImpact } from './application/leave-impact.js';
import { LeaveNotices } from './application/leave-notices.js';
import { Leaving } from './application/leaving.js';
import { NoticeCredentials } from './application/notice-credentials.js';
import { OpenDepartment } from './application/open-department.js';
import { OpenFacility } from './application/open-facility.js';
import { PlanShift } from './application/plan-shift.js';
import { LocalDates } from './application/ports.js';
import { PublishRoster } from './application/publish-roster.js';
import { ReinstateCredential } from './application/reinstate-credential.js';
import { RequestLeave } from './application/request-leave.js';
import { RequestSwap } from './application/request-swap.js';
import { ReviseDepartment } from './application/revise-department.js';
import { ReviseFacility } from './application/revise-facility.js';
import { ReviseShiftTemplate } from './application/revise-shift-template.js';
import { ReviseStaff } from './application/revise-staff.js';
import { RosterCheck } from './application/roster-check.js';
import { Breather, StaffPlans } from './application/roster-ports.js';
import { SetAvailability } from './application/set-availability.js';
import { ShiftCheck } from './application/shift-check.js';
import { StaffCommitments } from './application/staff-commitments.js';
import { SuspendCredential } from './application/suspend-credential.js';
import { UncoveredShifts } from './application/uncovered-shifts.js';
import { CredentialNotices } from './domain/credential-notice.js';
import { LeaveEntitlements, LeaveRequests } from './domain/leave-registers.js';
import { Rosters, Shifts, ShiftSwaps, ShiftTemplates } from './domain/plan-records.js';
import { Availabilities, Credentials, Departments, Facilities, StaffMembers } from './domain/registers.js';
import { StaffingFacade } from './staffing.facade.js';

const leaveControllers = [LeaveController, LeaveEntitlementsController, LeaveImpactController];

const leave = [
  wireAs(LeaveRequests, MikroOrmLeaveRequests, Entities, Sql),
  wireAs(LeaveEntitlements, MikroOrmLeaveEntitlements, Entities, Sql),
  wire(OpenedAppointmentBook),
  wire(LeaveAccount, LeaveEntitlements, Availabilities, Facilities),
  wire(RequestLeave, UnitOfWork, LeaveRequests, Ids),
  wire(ApproveLeave, UnitOfWork, LeaveRequests, LeaveAccount, Clock),
  wire(RejectLeave, UnitOfWork, LeaveRequests, Clock),
  wire(CancelLeave, UnitOfWork, LeaveRequests, LeaveAccount),
  wire(EntitleLeave, UnitOfWork, LeaveEntitlements, LeaveRequests, Ids),
  wire(UncoveredShifts, StaffPlans),
  wire(DepartmentHeadsQuery, Sql),
  wireAs(LeaveNotices, NotificationsLeaveNotices, NotificationsFacade, DepartmentHeadsQuery),
  wire(LeaveImpact, UnitOfWork, LeaveRequests, Facilities, OpenedAppointmentBook, UncoveredShifts, LeaveNotices),
  wire(LeaveQuery, Sql),
];

const rosterControllers = [
  ...[ShiftTemplatesController, RostersController, RosterActionsController, ShiftsController, ShiftActionsController],
  ...[ShiftSwapsController, OnCallController, EmploymentController],
];

const rosters = [
  wireAs(ShiftTemplates, MikroOrmShiftTemplates, Entities),
  wireAs(Rosters, MikroOrmRosters, Entities, Sql),
  wireAs(Shifts, MikroOrmShifts, Entities, Sql),
  wireAs(ShiftSwaps, MikroOrmShiftSwaps, Entities, Sql),
  wireAs(StaffPlans, SqlStaffPlans, Sql),
  wireAs(Breather, EventLoopBreather),
  wire(StaffCommitments),
  wire(ShiftCheck, StaffPlans),
  wire(RosterCheck, StaffPlans),
  wire(PlanShift, UnitOfWork, Shifts, Rosters, StaffPlans, ShiftCheck, Ids, AuditTrail),
  wire(ChangeShift, UnitOfWork, Shifts, ShiftCheck, AuditTrail),
  wire(AssignShift, UnitOfWork, Shifts, ShiftCheck, AuditTrail),
  wire(AdvanceShift, UnitOfWork, Shifts, Clock),
  wire(CancelShift, UnitOfWork, Shifts, Ids, AuditTrail),
  wire(DefineShiftTemplate, UnitOfWork, ShiftTemplates, StaffPlans, Ids),
  wire(ReviseShiftTemplate, UnitOfWork, ShiftTemplates),
  wire(DrawUpRoster, UnitOfWork, Rosters, Shifts, ShiftTemplates, StaffPlans, Ids),
  wire(AutoFillRoster, UnitOfWork, Rosters, Shifts, StaffPlans, Clock, Breather),
  wire(PublishRoster, UnitOfWork, Rosters, StaffPlans, RosterCheck, Clock),
  wire(CloseRoster, UnitOfWork, Rosters),
  wire(RequestSwap, UnitOfWork, ShiftSwaps, Shifts, StaffPlans, Ids, Clock),
  wire(AnswerSwap, UnitOfWork, ShiftSwaps, Clock),
  wire(ApproveSwap, UnitOfWork, ShiftSwaps, Shifts, StaffPlans, ShiftCheck, Clock),
  wire(ExpireSwaps, UnitOfWork, ShiftSwaps, Clock, AuditTrail),
  wire(Leaving, StaffMembers, Departments, Shifts, StaffPlans, ShiftCheck, StaffCommitments),
  wire(EndEmployment, UnitOfWork, StaffMembers, Leaving),
  wire(ShiftsQuery, Sql),
  wire(RostersQuery, Sql),
  wire(ShiftSwapsQuery, Sql),
];

/** Facilities, departments, people, credentials, availability, leave, shifts and rosters. */
@Global()
@Module({
  controllers: [
    FacilitiesController,
    DepartmentsController,
    StaffController,
    CredentialsController,
    AvailabilityController,
    ...leaveControllers,
    ...rosterControllers,
  ],
  providers: [
    wireAs(Facilities, MikroOrmFacilities, Entities, Sql),
    wireAs(Departments, MikroOrmDepartments, Entities),
    wireAs(StaffMembers, MikroOrmStaffMembers, Entities, Sql),
    wireAs(Credentials, MikroOrmCredentials, Entities),
    wireAs(Availabilities, MikroOrmAvailabilities, Entities),
    wireAs(LocalDates, SqlLocalDates, Sql),
    wire(OpenFacility, UnitOfWork, Facilities, Ids),
    wire(ReviseFacility, UnitOfWork, Facilities),
    wire(ConfigureFacility, UnitOfWork, Facilities),
    wire(OpenDepartment, UnitOfWork, Departments, Ids),
    wire(ReviseDepartment, UnitOfWork, Departments),
    wire(HireStaff, UnitOfWork, StaffMembers, Ids),
    wire(ReviseStaff, UnitOfWork, StaffMembers, Leaving),
    wire(AddCredential, UnitOfWork, Credentials, Ids),
    wire(SuspendCredential, UnitOfWork, Credentials, LocalDates, Clock),
    wire(ReinstateCredential, UnitOfWork, Credentials, LocalDates, Clock),
    wireAs(CredentialNotices, MikroOrmCredentialNotices, Entities, Sql),
    wire(NoticeCredentials, UnitOfWork, CredentialNotices, Ids, Clock),
    wire(SetAvailability, UnitOfWork, Availabilities),
    wire(ImportOrganization, UnitOfWork, Facilities, Ids, AuditTrail),
    wire(ImportPractitioner, UnitOfWork, StaffMembers, Ids, AuditTrail),
    ...leave,
    ...rosters,
    wire(DutyQuery, Sql),
    wire(FacilitiesQuery, Sql),
    wire(StaffQuery, Sql),
    wire(CredentialsQuery, Sql),
    wire(AvailabilityQuery, Sql),
    wire(PlacementQuery, Sql),
    wire(FacilityScope, PlacementQuery),
    wireAs(StaffingFacade, InProcessStaffing, Sql, DutyQuery, ImportOrganization, ImportPractitioner),
  ],
  exports: [StaffingFacade, OpenedAppointmentBook, StaffCommitments],
})
export class StaffingModule {
  constructor(
    timeZones: TimeZoneCheck,
    facilities: FacilitiesQuery,
    processors: JobProcessors,
    expireSwaps: ExpireSwaps,
    noticeCredentials: NoticeCredentials,
  ) {
    timeZones.zonesFrom(() => facilities.timeZonesInUse());
    processors.add(new ShiftSwapsProcessor(expireSwaps));
    processors.add(new CredentialsProcessor(noticeCredentials));
  }
}
