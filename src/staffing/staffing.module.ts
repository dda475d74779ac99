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
import { StaffController } from './adapters/http/staff.controller.js';
import { MikroOrmAvailabilities } from './adapters/persistence/availabilities.mikro-orm.js';
import { AvailabilityQuery } from './adapters/persistence/availability.query.js';
import { MikroOrmCredentials } from './adapters/persistence/credentials.mikro-orm.js';
import { CredentialsQuery } from './adapters/persistence/credentials.query.js';
import { MikroOrmDepartments } from './adapters/persistence/departments.mikro-orm.js';
import { DutyQuery } from './adapters/persistence/duty.query.js';
import { MikroOrmFacilities } from './adapters/persistence/facilities.mikro-orm.js';
import { FacilitiesQuery } from './adapters/persistence/facilities.query.js';
import { SqlLocalDates } from './adapters/persistence/local-dates.query.js';
import { PlacementQuery } from './adapters/persistence/placement.query.js';
import { MikroOrmStaffMembers } from './adapters/persistence/staff-members.mikro-orm.js';
import { StaffQuery } from './adapters/persistence/staff.query.js';
import { AddCredential } from './application/add-credential.js';
import { ConfigureFacility } from './application/configure-facility.js';
import { HireStaff } from './application/hire-staff.js';
import { ImportOrganization } from './application/import-organization.js';
import { ImportPractitioner } from './application/import-practitioner.js';
import { OpenDepartment } from './application/open-department.js';
import { OpenFacility } from './application/open-facility.js';
import { LocalDates } from './application/ports.js';
import { ReinstateCredential } from './application/reinstate-credential.js';
import { ReviseDepartment } from './application/revise-department.js';
import { ReviseFacility } from './application/revise-facility.js';
import { ReviseStaff } from './application/revise-staff.js';
import { SetAvailability } from './application/set-availability.js';
import { SuspendCredential } from './application/suspend-credential.js';
import { Availabilities, Credentials, Departments, Facilities, StaffMembers } from './domain/registers.js';
import { StaffingFacade } from './staffing.facade.js';

/** Facilities, departments, people, credentials and availability. */
@Global()
@Module({
  controllers: [FacilitiesController, DepartmentsController, StaffController, CredentialsController, AvailabilityController],
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
    wire(DutyQuery, Sql),
    wire(FacilitiesQuery, Sql),
    wire(StaffQuery, Sql),
    wire(CredentialsQuery, Sql),
    wire(AvailabilityQuery, Sql),
    wire(PlacementQuery, Sql),
    wire(FacilityScope, PlacementQuery),
    wireAs(StaffingFacade, InProcessStaffing, Sql, DutyQuery, ImportOrganization, ImportPractitioner),
  ],
  exports: [StaffingFacade],
})
export class StaffingModule {
  constructor(timeZones: TimeZoneCheck, facilities: FacilitiesQuery) {
    timeZones.zonesFrom(() => facilities.timeZonesInUse());
  }
}
