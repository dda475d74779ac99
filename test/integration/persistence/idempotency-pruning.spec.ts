import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JobProcessor, JobProcessors } from '#messaging';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('kept answers', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  function pruning(): JobProcessor {
    return app.app.get(JobProcessors).all().find(({ queue }) => queue === 'platform.idempotency-pruning')!;
  }

  function keep(key: string, age: string): Promise<unknown> {
    return app.database.query(
      `insert into platform.idempotency_keys (caller_id, key, fingerprint, status, headers, created_at)
       values ($1, $2, '\\x00', 201, '{}', now() - $3::interval)`,
      [randomUUID(), key, age],
    );
  }

  it('are forgotten after a day, and no earlier', async () => {
    await keep('old', '24 hours 1 minute');
    await keep('young', '23 hours 59 minutes');

    await pruning().process({ id: 'prune', name: 'prune', data: {}, attempt: 1, last: false });

    expect(await app.database.query('select key from platform.idempotency_keys')).toEqual([{ key: 'young' }]);
  });

  it('are looked through every hour', () => {
    expect(pruning().schedules).toEqual([{ id: 'prune', every: 3_600_000 }]);
  });
});
