import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Sql } from '#persistence';
import { KeptTrailQuery } from '../../../src/access/adapters/persistence/kept-trail.query.js';
import { sha256 } from '../../../src/access/adapters/persistence/sha-256.js';
import { KeepAccessTidy } from '../../../src/access/application/keep-access-tidy.js';
import { SealAuditTrail } from '../../../src/access/application/seal-audit-trail.js';
import { type Anchor, type Verification, VerifyAuditTrail } from '../../../src/access/application/verify-audit-trail.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const PATIENCE = 60;

describe('the chain over the audit trail', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  const query: TestApp['database']['query'] = (...given) => app.database.query(...given);

  async function seal(): Promise<void> {
    while (await app.app.get(SealAuditTrail).execute());
  }

  function verify(anchor?: Anchor, patience = PATIENCE): Promise<Verification> {
    return new VerifyAuditTrail(new KeptTrailQuery(app.app.get(Sql)), sha256).execute(patience, anchor);
  }

  async function write(count: number, at = 'now()'): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await query(
      `insert into access.audit_events (id, at, actor_kind, actor_id, action, resource_type, patient_id, patient_ids, changed)
       select id, ${at}, 'user', 'u', 'patient.read', 'patient', gen_random_uuid(), array[gen_random_uuid()], '{name,"a,b"}'
       from unnest($1::uuid[]) as made(id)`,
      [ids],
    );
    return ids;
  }

  /** What only the owner can do, and only with the triggers out of the way. */
  async function behindItsBack(...statements: string[]): Promise<void> {
    const tables = ['access.audit_events', 'access.audit_seals'];
    const triggers = (state: string): string => tables.map((table) => `alter table ${table} ${state} trigger user`).join(';');
    await query([triggers('disable'), ...statements, triggers('enable')].join(';'));
  }

  beforeEach(async () => {
    await write(30, "now() - interval '1 hour'");
    await seal();
    await write(20);
    await seal();
  });

  afterEach(async () => {
    await behindItsBack('truncate access.audit_events', 'truncate access.audit_seals', 'truncate access.audit_unsealed');
  });

  it('is whole where nobody touched it, and names its end', async () => {
    const result = await verify();

    expect(result).toMatchObject({ events: 50, seals: 2, found: 0, findings: [], unsealed: { count: 0, oldestSeconds: 0 } });
    expect(result.head).toEqual({ n: 2, hash: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(await verify(result.head)).toMatchObject({ found: 0 });
  });

  it('seals each row once, also of statements that write several kinds of rows, and of sealers at the same time', async () => {
    await query(
      `with one as (insert into access.audit_events (id, actor_kind, action, resource_type) values (gen_random_uuid(), 'system', 'a', 'a')),
         two as (insert into access.audit_events (id, actor_kind, action, resource_type, reason) values (gen_random_uuid(), 'system', 'b', 'b', 'c'))
       select 1`,
    );
    await Promise.all([seal(), seal(), seal()]);
    await seal();

    expect(await verify()).toMatchObject({ events: 52, found: 0, unsealed: { count: 0 } });
  });

  it('shows one altered byte of one row, and names the row', async () => {
    const [victim] = await query<{ id: string }>('select id from access.audit_events order by at, id offset 17 limit 1');
    await behindItsBack(`update access.audit_events set action = 'patient.reae' where id = '${victim!.id}'`);

    const { findings } = await verify();

    expect(findings).toEqual([expect.stringMatching(new RegExp(`^Event ${victim!.id} of .+ was altered \\(seal 1\\)\\.$`))]);
  });

  it.each(['at', 'patient_id', 'patient_ids', 'changed', 'reason', 'outcome'])('covers the column %s', async (column) => {
    const values: Record<string, string> = {
      at: "at + interval '1 microsecond'",
      patient_id: 'null',
      patient_ids: 'patient_ids || patient_ids',
      changed: '\'{name,a,b}\'',
      reason: "''",
      outcome: "'refused'",
    };
    await behindItsBack(
      `update access.audit_events set ${column} = ${values[column]} where id = (select id from access.audit_events order by at, id limit 1)`,
    );

    expect((await verify()).found).toBeGreaterThan(0);
  });

  it('shows a row that was taken away, and names it', async () => {
    const [victim] = await query<{ id: string }>('select id from access.audit_events order by at desc, id limit 1');
    await behindItsBack(`delete from access.audit_events where id = '${victim!.id}'`);

    const { findings } = await verify();

    expect(findings).toEqual([expect.stringMatching(new RegExp(`^Event ${victim!.id} of .+ is missing \\(seal 2\\)\\.$`))]);
  });

  it('shows two rows that changed places, and names both', async () => {
    const pair = await query<{ id: string }>('select id from access.audit_events order by at, id limit 2');
    const [one, other] = pair.map(({ id }) => id);
    const spare = randomUUID();
    const rename = (from: string, to: string): string => `update access.audit_events set id = '${to}' where id = '${from}'`;
    await behindItsBack(rename(one!, spare), rename(other!, one!), rename(spare, other!));

    const { findings } = await verify();

    expect(findings).toEqual([expect.stringContaining(`Event ${one} `), expect.stringContaining(`Event ${other} `)]);
  });

  it('shows a row that was put in past the trigger, or taken out of the queue, and names it', async () => {
    const [past, unqueued] = [randomUUID(), randomUUID()];
    const insert = (id: string): string =>
      `insert into access.audit_events (id, actor_kind, action, resource_type) values ('${id}', 'system', 'a', 'a')`;
    await behindItsBack(insert(past));
    await query(insert(unqueued));
    await query('delete from access.audit_unsealed where id = $1', [unqueued]);

    const { findings } = await verify();

    const inserted = (id: string): unknown => expect.stringMatching(new RegExp(`^Event ${id} of .+ was inserted past the seals\\.$`));
    expect(findings).toEqual(expect.arrayContaining([inserted(past), inserted(unqueued)]));
    expect(findings).toHaveLength(2);
  });

  it('shows a row that was taken away before its seal was made', async () => {
    const [early] = await write(3);
    await behindItsBack(`delete from access.audit_events where id = '${early}'`);
    await seal();

    const { findings } = await verify();

    expect(findings).toEqual([expect.stringContaining(`Event ${early} `)]);
    expect(findings[0]).toContain('is missing (seal 3)');
  });

  it.each([
    ['altered', "update access.audit_seals set digests = overlay(digests placing '\\x00' from 7) where n = 1", 'Seal 1 was altered.'],
    ['taken out of the middle', 'delete from access.audit_seals where n = 1', 'Seal 1 is missing.'],
    ['made anew', "update access.audit_seals set hash = sha256('x') where n = 1", 'Seal 2 is not chained to the one before.'],
  ])('shows a seal that was %s', async (_how, statement, finding) => {
    await behindItsBack(statement);

    expect((await verify()).findings).toContain(finding);
  });

  it('shows that its end was cut off, rows and all, to whoever wrote it down', async () => {
    const { head } = await verify();
    await behindItsBack(
      'delete from access.audit_events e using access.audit_seals s where s.n = 2 and e.id = any (s.ids)',
      'delete from access.audit_seals where n = 2',
    );

    expect((await verify()).found).toBe(0);
    expect((await verify(head)).findings).toEqual(['Seal 2 is missing: the end of the chain was cut off.']);
    await write(1);
    await seal();
    expect((await verify(head)).findings).toEqual(['Seal 2 is another one than was written down: the chain was made anew.']);
  });

  it('tells how much waits for a seal, and finds fault when that is too long', async () => {
    await write(2, "now() - interval '90 seconds'");

    const result = await verify(undefined, PATIENCE);

    expect(result.unsealed.count).toBe(2);
    expect(result.findings).toEqual([expect.stringMatching(/^2 events wait for their seal, the oldest for 9\d s: is a worker running\?$/)]);
    expect(await verify(undefined, 600)).toMatchObject({ found: 0 });
  });

  it('holds over rows of months that have no partition, for which none is made then', async () => {
    await query('drop table access.audit_events_' + (await thisMonth()));
    await write(2);
    await seal();
    await app.app.get(KeepAccessTidy).execute();

    const [there] = await query<{ there: number }>('select count(*)::integer as there from access.audit_events_default');
    expect(there).toEqual({ there: 2 });
    expect((await verify()).findings.filter((finding) => !finding.includes('is missing'))).toEqual([]);
    await behindItsBack('truncate access.audit_events_default');
    await app.app.get(KeepAccessTidy).execute();
    const [made] = await query<{ name: string }>("select to_regclass('access.audit_events_' || $1)::text as name", [await thisMonth()]);
    expect(made?.name).toBe(`access.audit_events_${await thisMonth()}`);
  });

  async function thisMonth(): Promise<string> {
    return (await query<{ month: string }>("select to_char(now() at time zone 'UTC', 'YYYY_MM') as month"))[0]!.month;
  }

  it('holds over more rows than one seal names', async () => {
    await write(6_000);
    await seal();

    expect(await verify()).toMatchObject({ events: 6_050, seals: 4, found: 0 });
  });
});
