import type { EntitySchema } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';
import { Migration20261101000200_messaging } from '#messaging';
import { Migration20261101000100_platform, Migration20261101000150_rate_limits } from '#persistence';
import { Migration20261101000300_access } from './src/access/adapters/persistence/migrations/Migration20261101000300_access.js';
import { UserMapping } from './src/access/adapters/persistence/users.mikro-orm.js';
import { Migration20261101000250_notifications } from './src/notifications/adapters/persistence/migrations/Migration20261101000250_notifications.js';
import { AvailabilitySchema } from './src/staffing/adapters/persistence/availabilities.mikro-orm.js';
import { CredentialSchema } from './src/staffing/adapters/persistence/credentials.mikro-orm.js';
import { DepartmentSchema } from './src/staffing/adapters/persistence/departments.mikro-orm.js';
import { FacilitySchema } from './src/staffing/adapters/persistence/facilities.mikro-orm.js';
import { Migration20261101000350_staffing } from './src/staffing/adapters/persistence/migrations/Migration20261101000350_staffing.js';
import { StaffMemberSchema } from './src/staffing/adapters/persistence/staff-members.mikro-orm.js';

/** Every context's mappings. */
export const entities: EntitySchema[] = [
  UserMapping,
  FacilitySchema,
  DepartmentSchema,
  StaffMemberSchema,
  CredentialSchema,
  AvailabilitySchema,
];

/** Every migration, in the order in which they run. */
export const migrations: (new (...args: never[]) => Migration)[] = [
  Migration20261101000100_platform,
  Migration20261101000150_rate_limits,
  Migration20261101000200_messaging,
  Migration20261101000250_notifications,
  Migration20261101000300_access,
  Migration20261101000350_staffing,
];
