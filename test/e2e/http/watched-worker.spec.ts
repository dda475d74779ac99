import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('a process that only works in the background', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ probesOnly: true });
  });

  afterAll(() => app.close());

  it.each(['/health/live', '/health/ready', '/metrics'])('lets itself be watched at %s', async (path) => {
    expect((await fetch(app.origin + path)).status).toBe(200);
  });

  it.each(['/api/v1/patients', '/api/v1/auth/login', '/docs', '/docs/openapi.json', '/admin/queues', '/nothing'])(
    'has nothing at %s, whoever asks',
    async (path) => {
      const { token } = await app.as('admin');

      const asked = await fetch(app.origin + path, { headers: { authorization: `Bearer ${token}` } });
      const sent = await fetch(app.origin + path, { method: 'POST' });

      expect([asked.status, sent.status]).toEqual([404, 404]);
      expect(await asked.json()).toMatchObject({ code: 'not-found' });
    },
  );
});
