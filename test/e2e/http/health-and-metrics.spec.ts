import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HealthChecks, Metrics, TimeZoneCheck } from '#http';
import { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('the health of a process', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  it('is live as long as it answers', async () => {
    const answer = await app.stranger.get('/health/live');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'ok' });
  });

  it('is ready when everything it needs is there', async () => {
    const answer = await app.stranger.get('/health/ready');

    expect(answer.status).toBe(200);
    // A new installation has no knowledge base of medicines yet, and says so.
    expect(answer.body).toMatchObject({
      status: 'degraded',
      checks: {
        'knowledge-base': { status: 'degraded' },
        database: { status: 'up' },
        migrations: { status: 'up', migrations: expect.any(Number) },
        timeZones: { status: 'up' },
        queues: { status: 'up', store: 'postgres' },
      },
    });
  });

  it('is not ready while migrations have not run, and says which', async () => {
    await app.database.query('update schema_migrations set name = $1 where name = $2', ['Later', 'Migration20261101000100_platform']);
    const older = await startTestApp({ database: app.database });

    const answer = await older.stranger.get('/health/ready');

    await app.database.query('update schema_migrations set name = $2 where name = $1', ['Later', 'Migration20261101000100_platform']);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({
      code: 'not-ready',
      checks: { database: { status: 'up' }, migrations: { status: 'down', pending: ['Migration20261101000100_platform'] } },
    });
    expect((await older.stranger.get('/health/ready')).status).toBe(200);
    await older.close();
  });

  it('tells nothing of an unexpected error but that something is down', async () => {
    app.app.get(HealthChecks).add('canary', () => Promise.reject(new Error('password authentication failed for "canary" at 10.0.0.1')));

    const answer = await app.stranger.get('/health/ready');

    app.app.get(HealthChecks).add('canary', async () => undefined);
    expect(answer.status).toBe(503);
    expect(answer.body['checks'].canary).toEqual({ status: 'down', reason: 'It cannot be reached.' });
  });

  it('stays ready without what it can do without', async () => {
    const checks = app.app.get(HealthChecks);
    checks.add('canary', () => Promise.reject(new Error('away')), { required: false });

    const answer = await app.stranger.get('/health/ready');

    checks.add('canary', async () => undefined);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'degraded', checks: { canary: { status: 'degraded' } } });
  });

  it('compares the time-zone data of the runtime and the database', async () => {
    const timeZones = app.app.get(TimeZoneCheck);
    const later = Temporal.Now.instant().add({ hours: 24 });
    timeZones.zonesFrom(async () => ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York']);
    expect(await timeZones.run(later)).toEqual({ zones: 4 });

    timeZones.zonesFrom(async () => ['Europe/Nowhere']);
    const { warning } = await timeZones.run(later.add({ hours: 24 }));

    expect(warning).toBe('The runtime does not know Europe/Nowhere.');
  });
});

describe('the figures of a process', () => {
  let app: TestApp;
  const token = 'a-token-for-prometheus';

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  it('are read by Prometheus from this machine', async () => {
    const answer = await app.stranger.get('/metrics');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
      'outbox_oldest_due_seconds',
      'database_pool_connections',
      'reminders_oldest_due_seconds',
      'queues_oldest_waiting_seconds',
    ]) {
      expect(answer.body['text']).toContain(`\n${name}`);
    }
  });

  it('count requests by the pattern of their route, never by their address', async () => {
    const admin = await app.as('admin');
    await admin.get('/users/01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10?name=Canary');
    await admin.get('/Canary/none');

    const { text } = (await app.stranger.get('/metrics')).body;

    expect(text).toContain('http_requests_total{method="GET",route="/api/v1/users/:id",status="404"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/v1/users/:id",status="404"} 1');
    expect(text).toContain('route="unmatched",status="404"');
    expect(text).not.toMatch(/Canary|01975b2e/);
  });

  it('leave out what cannot be read', async () => {
    const metrics = app.app.get(Metrics);
    metrics.gauge('canary_seconds', 'A figure.', () => Promise.reject(new Error('away')));

    const { text } = (await app.stranger.get('/metrics')).body;

    expect(text).not.toMatch(/^canary_seconds \d/m);
    expect(text).toContain('http_requests_total');
  });

  it('are not for what a proxy on this machine forwards', async () => {
    const answer = await app.stranger.get('/metrics', { 'x-forwarded-for': '127.0.0.1' });

    expect(answer.status).toBe(403);
    expect(answer.body['code']).toBe('metrics-are-local');
  });

  it('take the token from elsewhere', async () => {
    const guarded = await startTestApp({ env: { METRICS_TOKEN: token } });
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };

    expect((await guarded.stranger.get('/metrics', forwarded)).body['code']).toBe('unauthenticated');
    expect((await new Api(guarded.origin, 'another-token-altogether').get('/metrics', forwarded)).status).toBe(401);
    expect((await new Api(guarded.origin, token).get('/metrics', forwarded)).status).toBe(200);
    await guarded.close();
  });

  it('are refused to another address than loopback', async () => {
    const answer = await app.app.inject({ method: 'GET', url: '/metrics', remoteAddress: '203.0.113.9' });

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'metrics-are-local' });
  });
});
