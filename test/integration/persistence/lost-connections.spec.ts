import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { Database, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#testing';

const Bed = defineEntity({ name: 'Bed', schema: 'ward', properties: { id: p.uuid().primary() } });
const POOL = 3;

describe('a unit of work whose connection is lost', () => {
  let owner: TestDatabase;
  let database: Database;
  let unitOfWork: MikroOrmUnitOfWork;
  let sql: Sql;

  beforeAll(async () => {
    owner = await createTestDatabase();
    await owner.query('create schema ward; create table ward.beds (label text)');
    database = await Database.connect({ url: owner.url, poolSize: POOL }, [Bed]);
    unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
    sql = new Sql(database, unitOfWork);
  });
  afterAll(async () => {
    await database.close();
    await owner.drop();
  });

  async function makeBed(label: string, meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
    await unitOfWork.run(async () => {
      await sql.execute('insert into ward.beds values ($1)', [label]);
      await meanwhile();
      await sql.query('select 1 from ward.beds');
    });
  }

  /** All but the connection that says so. */
  async function cut(): Promise<void> {
    const ours = `application_name = 'aceso' and datname = current_database()`;
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${ours}`);
  }

  it('fails with nothing written, and costs the pool no connection', async () => {
    for (let times = 0; times < 2 * POOL; times++) await expect(makeBed(`cut ${times}`, cut)).rejects.toThrow();
    await makeBed('whole');
    expect(await sql.query('select label from ward.beds')).toEqual([{ label: 'whole' }]);
  });

  it('before its transaction began costs the pool no connection either', async () => {
    for (let times = 0; times < 2 * POOL; times++) {
      const waiting = Array.from({ length: POOL }, (_, bed) => makeBed(`bed ${bed}`));
      await Promise.allSettled([cut(), ...waiting]);
    }
    await Promise.all(Array.from({ length: POOL }, () => makeBed('last')));
    expect(await sql.query(`select count(*)::integer from ward.beds where label = 'last'`)).toEqual([{ count: POOL }]);
  });
});
