import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defineEntity, type EntitySchema } from '@mikro-orm/postgresql';
import { AggregateRoot, RuleBroken, StaleVersion } from '#kernel';
import { Database, Entities, explainConstraint, InstantType, MikroOrmUnitOfWork, OutboxBell, PlainDateType, Sql } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#testing';
import { randomUUIDv7 } from 'node:crypto';

class Bed extends AggregateRoot {
  readonly id: string;
  label: string;
  cleanedAt?: Temporal.Instant;
  inspectedOn?: Temporal.PlainDate;
  features: { name: string }[];

  constructor(label: string) {
    super();
    this.id = randomUUIDv7();
    this.label = label;
    this.features = [{ name: 'rails' }];
  }

  relabel(label: string): void {
    this.label = label;
    this.record({ type: 'ward.bed-relabelled.v1', aggregateId: this.id, payload: { bedId: this.id } });
  }
}

const BedMapping = defineEntity({
  class: Bed,
  tableName: 'beds',
  schema: 'ward',
  properties: (p) => ({
    id: p.uuid().primary(),
    label: p.string(),
    cleanedAt: p.type(InstantType).nullable(),
    inspectedOn: p.type(PlainDateType).nullable(),
    features: p.json(),
    version: p.integer().version(),
  }),
});

describe('a unit of work on PostgreSQL', () => {
  let owned: TestDatabase;
  let database: Database;
  let unitOfWork: MikroOrmUnitOfWork;
  let entities: Entities;
  let sql: Sql;

  beforeAll(async () => {
    owned = await createTestDatabase();
    await owned.query(`
      create schema ward;
      create table ward.beds (id uuid primary key, label text not null constraint beds_label unique, cleaned_at timestamptz,
        inspected_on date, features jsonb not null, version integer not null default 1)`);
    explainConstraint('beds_label', () => new RuleBroken('label-taken', 'Another bed has this label.'));
    database = await Database.connect({ url: owned.url, poolSize: 5 }, [BedMapping as EntitySchema]);
    unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
    entities = new Entities(database, unitOfWork);
    sql = new Sql(database, unitOfWork);
  });

  beforeEach(() => owned.query('truncate ward.beds'));

  afterAll(async () => {
    await database.close();
    await owned.drop();
  });

  async function bed(label: string): Promise<string> {
    const added = new Bed(label);
    await unitOfWork.run(async () => entities.add(added));
    return added.id;
  }

  const events = (aggregateId: string): Promise<{ type: string }[]> =>
    owned.query('select type from platform.outbox where aggregate_id = $1', [aggregateId]);

  it('loads what it saved, equal to the last field', async () => {
    const added = new Bed('B-1');
    added.cleanedAt = Temporal.Instant.from('2026-03-29T01:30:00Z');
    added.inspectedOn = Temporal.PlainDate.from('2026-03-29');
    await unitOfWork.run(async () => entities.add(added));

    const loaded = await entities.find(Bed, { id: added.id });

    expect(loaded).not.toBe(added);
    expect(loaded).toMatchObject({ id: added.id, label: 'B-1', features: [{ name: 'rails' }], version: 1 });
    expect(loaded?.cleanedAt?.toString()).toBe('2026-03-29T01:30:00Z');
    expect(loaded?.inspectedOn?.toString()).toBe('2026-03-29');
  });

  it('saves a change with its event and raises the version', async () => {
    const id = await bed('B-2');

    await unitOfWork.run(async () => (await entities.find(Bed, { id }))?.relabel('B-2a'));

    expect(await owned.query('select label, version from ward.beds where id = $1', [id])).toEqual([{ label: 'B-2a', version: 2 }]);
    expect(await events(id)).toEqual([{ type: 'ward.bed-relabelled.v1' }]);
  });

  it('saves nothing of anything when it throws', async () => {
    const id = await bed('B-3');
    const failing = unitOfWork.run(async () => {
      (await entities.find(Bed, { id }))?.relabel('B-3a');
      await sql.execute(`insert into ward.beds (id, label, features) values ($1, 'B-3b', '[]')`, [randomUUIDv7()]);
      entities.add(new Bed('B-3c'));
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await owned.query('select label from ward.beds')).toEqual([{ label: 'B-3' }]);
    expect(await events(id)).toEqual([]);
  });

  it('says what a violated constraint means, in both kinds of write', async () => {
    const id = await bed('B-4');
    await bed('B-5');

    await expect(unitOfWork.run(async () => entities.add(new Bed('B-4')))).rejects.toMatchObject({ code: 'label-taken' });
    await expect(unitOfWork.run(async () => (await entities.find(Bed, { id }))?.relabel('B-5'))).rejects.toMatchObject({
      code: 'label-taken',
    });
  });

  it('starts anew on a stale version and keeps every change', async () => {
    const id = await bed('B-6');
    const append = (letter: string): Promise<void> =>
      unitOfWork.run(async () => {
        const found = await entities.find(Bed, { id });
        found?.relabel(found.label + letter);
      });

    await Promise.all(['x', 'y', 'z'].map(append));

    const [row] = await owned.query<{ label: string; version: number }>('select label, version from ward.beds where id = $1', [id]);
    expect([...(row?.label.slice(3) ?? '')].sort()).toEqual(['x', 'y', 'z']);
    expect(row?.version).toBe(4);
  });

  it('gives a version that stays stale back to the caller', async () => {
    const id = await bed('B-7');
    const racing = unitOfWork.run(async () => {
      (await entities.find(Bed, { id }))?.relabel('B-7a');
      await owned.query('update ward.beds set version = version + 1 where id = $1', [id]);
    });

    await expect(racing).rejects.toBeInstanceOf(StaleVersion);
  });

  it('runs again where a guarded row met an existing one, and says which attempt it is', async () => {
    await bed('B-8');
    const attempts: number[] = [];

    const racing = unitOfWork.run(async () => {
      attempts.push(entities.attempt);
      entities.add(new Bed(entities.attempt === 1 ? 'B-8' : 'B-8b'), 'bed-race');
    });

    await racing;
    expect(attempts).toEqual([1, 2]);
    expect(await owned.query('select label from ward.beds order by label')).toEqual([{ label: 'B-8' }, { label: 'B-8b' }]);
  });

  it('joins the surrounding unit of work', async () => {
    const failing = unitOfWork.run(async () => {
      await unitOfWork.run(async () => entities.add(new Bed('B-9')));
      throw new Error('the outer one fails');
    });

    await expect(failing).rejects.toThrow('the outer one fails');
    expect(await owned.query('select 1 from ward.beds')).toEqual([]);
  });

  it('sees its own writes when it reads by SQL', async () => {
    const seen = await unitOfWork.run(async () => {
      await sql.execute(`insert into ward.beds (id, label, features) values ($1, 'B-10', '[]')`, [randomUUIDv7()]);
      return sql.query('select label from ward.beds');
    });

    expect(seen).toEqual([{ label: 'B-10' }]);
  });
});
