import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../../harness/api.js';
import { canaries, canariesIn } from '../../harness/canaries.js';
import { MailServer } from '../../harness/mail-server.js';
import { ProductProcess } from '../../harness/product-process.js';
import { ReminderDesk } from '../../harness/reminder-desk.js';
import { until } from '../../harness/until.js';

const OPERATOR = { email: 'operator@test.invalid', password: `nine copper kettles ${randomBytes(4).toString('hex')}` };
/** Where work waits: events, and jobs of the queues. */
const WORK = ['platform.outbox', 'platform.deliveries', 'bullmq.%'];

const patient = {
  name: { given: [canaries.given], family: canaries.family },
  birthDate: '1979-03-08',
  sex: 'female',
  contacts: [
    { system: 'email', value: canaries.email },
    { system: 'phone', value: canaries.phone },
  ],
};

describe('names, phone numbers and e-mail addresses', () => {
  const mail = new MailServer();
  let desk: ReminderDesk;
  let product: ProductProcess;
  let admin: Api;

  beforeAll(async () => {
    await mail.start();
    mail.unknown.add(canaries.email);
    desk = await ReminderDesk.open();
    product = await ProductProcess.start('all', { ...desk.environment(mail.url), LOG_LEVEL: 'trace' });
    await desk.practice.admin.post('/users', { ...OPERATOR, displayName: 'Operator', roles: [{ role: 'admin' }] });
    const { body } = await new Api(product.origin).post('/auth/login', OPERATOR);
    admin = new Api(product.origin, body['accessToken']);
  }, 120_000);

  afterAll(async () => {
    product.child.kill('SIGTERM');
    await product.exited;
    await desk.close();
    await mail.stop();
  });

  const { family, given, email, phone, reason, password } = canaries;

  it('are where they belong', async () => {
    const { status, body } = await admin.post('/patients', patient);

    expect([status, canariesIn(JSON.stringify(body))]).toEqual([201, ['family', 'given', 'email', 'phone']]);
    const found = await admin.get(`/patients?q=${family}&phone=${encodeURIComponent(phone)}`);
    expect(canariesIn(JSON.stringify(found.body))).toContain('family');
    expect((await admin.post('/users', { email, displayName: `${given} ${family}`, password, roles: [] })).status).toBe(201);
    expect((await admin.post('/patients', patient)).status).toBe(409);
  });

  it('are sent where they should not be, in every way', async () => {
    const stranger = new Api(product.origin);
    const path = encodeURIComponent(family);
    const refused = [
      await admin.get(`/patients/${path}?name=${path}`),
      await admin.get(`/nowhere/${path}?phone=${encodeURIComponent(phone)}`),
      await admin.get(`/patients?${path}=${path}`),
      await admin.post('/patients', `{"name": "${family}`),
      await admin.post('/patients', { ...patient, [family]: email, birthDate: given }),
      await admin.post('/patients/search', { q: family, birthDate: reason }),
      await admin.post('/users', { email, displayName: family, roles: [{ role: given }] }),
      await admin.send('POST', '/patients', `<${family}/>`, { 'content-type': `application/${given}` }),
      await stranger.post('/auth/login', { email, password: `${password}?` }),
      await stranger.get('/auth/me', { authorization: `Bearer ${family}` }),
      await stranger.get('/docs', { cookie: `aceso-sign-in=${family}`, 'user-agent': given, referer: `https://x.example/${family}` }),
      await stranger.post('/auth/oidc/exchange', { code: family }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([404, 404, 400, 400, 400, 400, 400, 415, 401, 401, 200, 401]);
  });

  it('stand in failures of ours, which the database tells with the row that failed', async () => {
    const query = (text: string): Promise<unknown> => desk.practice.app.database.query(text);
    const { id, version } = (await admin.post('/patients', { ...patient, acceptDuplicate: true })).body;
    await query('alter table patients.patients add constraint canary_check check (version > 1000000) not valid');

    const failed = [
      await admin.post('/patients', { ...patient, acceptDuplicate: true }),
      await admin.patch(`/patients/${id}`, { name: { given: [given], family: `${family}-${given}` } }, version),
    ];

    await query('alter table patients.patients drop constraint canary_check');
    for (const { status, body } of failed) {
      expect([status, canariesIn(JSON.stringify(body))]).toEqual([500, []]);
    }
    expect(product.words).toContain('canary_check');
  });

  it('are of patients whose reminders can not be delivered', async () => {
    await desk.bookSoon(email);
    await desk.sweepNow();

    await until(async () => mail.asked > 0, 40_000);
    await until(async () => !('sending' in (await desk.ledger())), 40_000);
  }, 90_000);

  it('stand in no line of the log, at its most talkative', () => {
    const lines = product.words.split('\n').filter((line) => line.startsWith('{'));

    expect(lines.length).toBeGreaterThan(15);
    expect(lines.some((line) => line.includes('unexpected error'))).toBe(true);
    expect(product.words.split('\n').filter((line) => canariesIn(line).length > 0)).toEqual([]);
  });

  it('stand in no figure', async () => {
    const { text } = (await new Api(product.origin).get('/metrics')).body;

    expect(text).toContain('http_requests_total{');
    expect(canariesIn(text)).toEqual([]);
  });

  it('stand in no event and no job', async () => {
    const { database } = desk.practice.app;
    const tables = await database.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema || '.' || table_name like any ($1)`,
      [WORK],
    );
    const rows = await Promise.all(tables.map(({ name }) => database.query<{ row: string }>(`select t::text as row from ${name} t`)));

    expect(tables.length).toBeGreaterThan(2);
    expect(rows.flat().length).toBeGreaterThan(5);
    expect(rows.flat().filter(({ row }) => canariesIn(row).length > 0)).toEqual([]);
  });
});
