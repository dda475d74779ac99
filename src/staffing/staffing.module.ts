import { Global, Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { TimeZoneCheck } from '#http';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { InProcessStaffing } from './adapters/facade/in-process.staffing-facade.js';
import { AvailabilityController } from './adapters/http/availability.controller.js';
import { CredentialsController } from './adapters/http/credentials.controller.js';
import { DepartmentsController } from './adapters/http/departments.controller.js';
import { FacilitiesController } from './adapters/http/facilities.controller.js';
import { FacilityScope } from './adapters/http/facility-scope.js';
import { LeaveController } from './adapters/http/leave.controller.js';
import { LeaveEntitlementsController } from './adapters/http/leave-entitlements.controller.js';
import { LeaveImpactController } from './adapters/http/leave-impact.controller.js';
import { StaffController } from './adapters/http/staff.controller.js';
import { MikroOrmAvailabilities } from './adapters/persistence/availabilities.mikro-orm.js';
import { AvailabilityQuery } from './adapters/persistence/availability.query.js';
import { MikroOrmCredentials } from './adapters/persistence/credentials.mikro-orm.js';
import { CredentialsQuery } from './adapters/persistence/credentials.query.js';
import { MikroOrmDepartments } from './adapters/persistence/departments.mikro-orm.js';
import { DutyQuery } from './adapters/persistence/duty.query.js';
import { MikroOrmFacilities } from './adapters/persistence/facilities.mikro-orm.js';
import { FacilitiesQuery } from './adapters/persistence/facilities.query.js';
import { LeaveQuery } from './adapters/persistence/leave.query.js';
import { MikroOrmLeaveEntitlements } from './adapters/persistence/leave-entitlements.mikro-orm.js';
import { MikroOrmLeaveRequests } from './adapters/persistence/leave-requests.mikro-orm.js';
import { SqlLocalDates } from './adapters/persistence/local-dates.query.js';
import { PlacementQuery } from './adapters/persistence/placement.query.js';
import { MikroOrmStaffMembers } from './adapters/persistence/staff-members.mikro-orm.js';
import { StaffQuery } from './adapters/persistence/staff.query.js';
import { AddCredential } from './application/add-credential.js';
import { OpenedAppointmentBook } from './application/appointment-book.js';
import { ConfigureFacility } from './application/configure-facility.js';
import { ApproveLeave, CancelLeave, RejectLeave } from './application/decide-leave.js';
import { EntitleLeave } from './application/entitle-leave.js';
import { HireStaff } from './application/hire-staff.js';
import { ImportOrganization } from './application/import-organization.js';
import { ImportPractitioner } from './application/import-practitioner.js';
import { LeaveAccount } from './application/leave-account.js';
import { LeaveImpact } from './application/leave-impact.js';
import { OpenDepartment } from './application/open-department.js';
import { OpenFacility } from './application/open-facility.js';
import { LocalDates } from './application/ports.js';
import { ReinstateCredential } from './application/reinstate-credential.js';
import { RequestLeave } from './application/request-leave.js';
import { ReviseDepartment } from './application/revise-department.js';
import { ReviseFacility } from './application/revise-facility.js';
import { ReviseStaff } from './application/revise-staff.js';
import { SetAvailability } from './application/set-availability.js';
import { SuspendCredential } from './application/suspend-credential.js';
import { LeaveEntitlements, LeaveRequests } from './domain/leave-registers.js';
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
  wire(LeaveImpact, UnitOfWork, LeaveRequests, Facilities, OpenedAppointmentBook),
  wire(LeaveQuery, Sql),
];

/** Facilities, departments, people, credentials and availability. */
@Global()
@Module({
  controllers: [
    FacilitiesController,
    DepartmentsController,
    StaffController,
    CredentialsController,
    AvailabilityController,
    ...leaveControllers,
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
    wire(ReviseStaff, UnitOfWork, StaffMembers),
    wire(AddCredential, UnitOfWork, Credentials, Ids),
    wire(SuspendCredential, UnitOfWork, Credentials, LocalDates, Clock),
    wire(ReinstateCredential, UnitOfWork, Credentials, LocalDates, Clock),
    wire(SetAvailability, UnitOfWork, Availabilities),
    wire(ImportOrganization, UnitOfWork, Facilities, Ids, AuditTrail),
    wire(ImportPractitioner, UnitOfWork, StaffMembers, Ids, AuditTrail),
    ...leave,
    wire(DutyQuery, Sql),
    wire(FacilitiesQuery, Sql),
    wire(StaffQuery, Sql),
    wire(CredentialsQuery, Sql),
    wire(AvailabilityQuery, Sql),
    wire(PlacementQuery, Sql),
    wire(FacilityScope, PlacementQuery),
    wireAs(StaffingFacade, InProcessStaffing, Sql, DutyQuery, ImportOrganization, ImportPractitioner),
  ],
  exports: [StaffingFacade, OpenedAppointmentBook],
})
export class StaffingModule {
  constructor(timeZones: TimeZoneCheck, facilities: FacilitiesQuery) {
    timeZones.zonesFrom(() => facilities.timeZonesInUse());
  }
}
