import type { EntitySchema } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';
import { Migration20261101000200_messaging } from '#messaging';
import { Migration20261101000100_platform } from '#persistence';
import { Migration20261101000300_access } from './src/access/adapters/persistence/migrations/Migration20261101000300_access.js';
import { Migration20261101000250_notifications } from './src/notifications/adapters/persistence/migrations/Migration20261101000250_notifications.js';

/** Every context's mappings. */
export const entities: EntitySchema[] = [];

/** Every migration, in the order in which they run. */
export const migrations: (new (...args: never[]) => Migration)[] = [
  Migration20261101000100_platform,
  Migration20261101000200_messaging,
  Migration20261101000250_notifications,
  Migration20261101000300_access,
];
