import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeepAccessTidy } from '../../../src/access/application/keep-access-tidy.js';
import { logIn, person } from '../../e2e/access/access-rig.js';
import { askTokenAs, machine } from '../../e2e/access/machines.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('the upkeep of access', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  const keepTidy = (): Promise<void> => app.app.get(KeepAccessTidy).execute();
  const sessions = (): Promise<unknown[]> => app.database.query('select id from access.sessions');

  it('forgets sessions with their tokens a month after they were over, and no others', async () => {
    const { email } = await person(app);
    await logIn(app, email);
    await app.database.query("update access.sessions set expires_at = now() - interval '31 days'");
    await logIn(app, email);
    expect(await sessions()).toHaveLength(2);

    await keepTidy();

    expect(await sessions()).toHaveLength(1);
    expect(await app.database.query('select hash from access.refresh_tokens')).toHaveLength(1);
  });

  it('forgets links to set a password a month after they ended, and no others', async () => {
    const { id } = await person(app);
    const add = (hash: string, days: number): Promise<unknown> =>
      app.database.query(
        `insert into access.password_links (hash, user_id, made_at, expires_at)
         values (decode(repeat($1, 32), 'hex'), $2, now(), now() - make_interval(days => $3))`,
        [hash, id, days],
      );
    await add('aa', 31);
    await add('bb', 29);

    await keepTidy();

    const kept = await app.database.query("select encode(substring(hash for 1), 'hex') as hash from access.password_links");
    expect(kept).toEqual([{ hash: 'bb' }]);
  });

  it('forgets tokens of machines a month after they ended, and no others', async () => {
    const account = await machine(await app.as('admin'), ['slot:find']);
    await askTokenAs(app, account);
    await app.database.query("update access.service_tokens set expires_at = now() - interval '31 days'");
    await askTokenAs(app, account);

    await keepTidy();

    const kept = await app.database.query<{ over: boolean }>('select expires_at < now() as over from access.service_tokens');
    expect(kept).toEqual([{ over: false }]);
  });

  it('makes partitions of the audit trail for the coming year', async () => {
    const months = await app.database.query<{ name: string }>(
      `select to_char(month, '"audit_events_"YYYY_MM') as name
       from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '12 months', interval '1 month') month`,
    );
    await app.database.query(`drop table access.${months.at(-1)!.name}`);

    await keepTidy();

    const found = await app.database.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'access.audit_events'::regclass",
    );
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(months.map(({ name }) => `access.${name}`)));
  });
});
