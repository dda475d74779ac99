import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { MailServer } from '../../harness/mail-server.js';
import { until } from '../../harness/until.js';
import { person } from './access-rig.js';

describe('a link to set a password, with a worker at work', () => {
  const mail = new MailServer();
  let app: TestApp;

  beforeAll(async () => {
    await mail.start();
    app = await startTestApp({ work: true, env: { SMTP_URL: mail.url, PUBLIC_URL: 'https://aceso.hospital.test' } });
  });

  afterAll(async () => {
    await app.close();
    await mail.stop();
  });

  const waiting = (): Promise<unknown[]> => app.database.query('select id from access.password_link_requests');

  it('is mailed soon after it was asked for, and no table keeps its token, those of the queues included', async () => {
    const { email } = await person(app);

    await app.stranger.post('/auth/password-resets', { email });

    await until(() => mail.to(email).length === 1);
    const [letter] = mail.to(email);
    const token = /token=([\w-]+)/.exec(letter!.text ?? '')![1]!;
    expect(letter!.subject).toBeTruthy();
    await until(async () => (await waiting()).length === 0);
    const [found] = await app.database.query<{ places: number }>(
      `select count(*)::int as places from information_schema.tables t
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
         and query_to_xml(format('select * from %I.%I', table_schema, table_name), false, false, '')::text like '%' || $1 || '%'`,
      [token],
    );
    expect(found?.places).toBe(0);
  });

  it('is tried again with another link when the mail server was away', async () => {
    const { email } = await person(app);
    mail.manners = 'hangs-up';
    await app.stranger.post('/auth/password-resets', { email });
    await until(() => mail.to(email).length === 1);
    mail.manners = 'accepts';

    await until(async () => {
      await app.database.query('update access.password_link_requests set claimed_until = now() where claimed_until is not null');
      await app.stranger.post('/auth/password-resets', { email: 'nobody@test.invalid' });
      return mail.to(email).length >= 2;
    });

    const tokens = mail.to(email).map(({ text }) => /token=([\w-]+)/.exec(text ?? '')?.[1]);
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});
