import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrateQueueStore } from '#messaging';
import { createTestDatabase, type TestDatabase } from '#testing';

describe('bringing the queues in PostgreSQL up to date', () => {
  let owned: TestDatabase;

  beforeAll(async () => {
    owned = await createTestDatabase();
  });

  afterAll(() => owned.drop());

  function applicationUrl(): URL {
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(owned.url).pathname;
    return url;
  }

  it('passes over the sequences that BullMQ has made meanwhile as the application, which the owner has no rights on', async () => {
    const application = new pg.Client({ connectionString: applicationUrl().href });
    await application.connect();
    await application.query('create sequence bullmq.bullmq_jid_first');
    await migrateQueueStore(owned.url, applicationUrl().username);
    const [row] = (await application.query(`select nextval('bullmq.bullmq_jid_first')::int as next`)).rows;
    expect(row).toEqual({ next: 1 });
    await application.end();
  });
});
