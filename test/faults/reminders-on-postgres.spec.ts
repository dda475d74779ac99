import { describe } from '@jest/globals';
import { describeRemindersUnderFire } from './reminders-contract.js';

describe('reminders while workers die and the queues in PostgreSQL are emptied', () =>
  describeRemindersUnderFire(async () => ({
    empty: async ({ practice }) => {
      const { database } = practice.app;
      const tables = await database.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename !~ 'migration'`,
      );
      await database.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
    },
  })));
