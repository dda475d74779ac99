import { Database, Entities, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { createTestDatabase, RecordedAuditTrail, type TestDatabase } from '#testing';
import { UuidV7Ids } from '#wiring';
import { InProcessStaffing } from '../../../src/staffing/adapters/facade/in-process.staffing-facade.js';
import { AvailabilityMapping, MikroOrmAvailabilities } from '../../../src/staffing/adapters/persistence/availabilities.mikro-orm.js';
import { CredentialMapping, MikroOrmCredentials } from '../../../src/staffing/adapters/persistence/credentials.mikro-orm.js';
import { DepartmentMapping, MikroOrmDepartments } from '../../../src/staffing/adapters/persistence/departments.mikro-orm.js';
import { DutyQuery } from '../../../src/staffing/adapters/persistence/duty.query.js';
import { FacilityMapping, MikroOrmFacilities } from '../../../src/staffing/adapters/persistence/facilities.mikro-orm.js';
import { MikroOrmStaffMembers, StaffMemberMapping } from '../../../src/staffing/adapters/persistence/staff-members.mikro-orm.js';
import { ImportOrganization } from '../../../src/staffing/application/import-organization.js';
import { ImportPractitioner } from '../../../src/staffing/application/import-practitioner.js';
import type { Availabilities, Credentials, Departments, Facilities, StaffMembers } from '../../../src/staffing/domain/registers.js';
import type { StaffingFacade } from '../../../src/staffing/staffing.facade.js';

const MAPPINGS = [FacilityMapping, DepartmentMapping, StaffMemberMapping, CredentialMapping, AvailabilityMapping];

/** The context's persistence on a database of its own, without HTTP. */
export interface StaffingRig {
  owned: TestDatabase;
  database: Database;
  sql: Sql;
  unitOfWork: MikroOrmUnitOfWork;
  facilities: Facilities;
  departments: Departments;
  staff: StaffMembers;
  credentials: Credentials;
  availabilities: Availabilities;
  facade: StaffingFacade;
  audit: RecordedAuditTrail;
  ids: UuidV7Ids;
  close(): Promise<void>;
}

export async function startStaffingRig(): Promise<StaffingRig> {
  const owned = await createTestDatabase();
  const database = await Database.connect({ url: owned.url, poolSize: 10 }, MAPPINGS);
  const unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
  const entities = new Entities(database, unitOfWork);
  const sql = new Sql(database, unitOfWork);
  const facilities = new MikroOrmFacilities(entities, sql);
  const staff = new MikroOrmStaffMembers(entities, sql);
  const ids = new UuidV7Ids();
  const audit = new RecordedAuditTrail();
  const organizations = new ImportOrganization(unitOfWork, facilities, ids, audit);
  const practitioners = new ImportPractitioner(unitOfWork, staff, ids, audit);
  return {
    owned,
    database,
    sql,
    unitOfWork,
    facilities,
    departments: new MikroOrmDepartments(entities),
    staff,
    credentials: new MikroOrmCredentials(entities),
    availabilities: new MikroOrmAvailabilities(entities),
    facade: new InProcessStaffing(sql, new DutyQuery(sql), organizations, practitioners),
    audit,
    ids,
    close: async () => {
      await database.close();
      await owned.drop();
    },
  };
}
