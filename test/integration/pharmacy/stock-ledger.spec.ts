import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Dispensary } from '../../e2e/pharmacy/dispensary.js';

const NOT_ALLOWED = '42501';

describe('the ledger of stock', () => {
  let dispensary: Dispensary;
  let application: pg.Client;
  let lot: { medicationId: string; lotId: string };

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    lot = await dispensary.stocked(10);
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(dispensary.app.database.url).pathname;
    application = new pg.Client({ connectionString: url.href });
    await application.connect();
  });

  afterAll(async () => {
    await application.end();
    await dispensary.close();
  });

  /** A movement written past the product, as the application's role. */
  async function post(quantity: number, changes: Record<string, unknown> = {}): Promise<{ code?: string; constraint?: string }> {
    const row = {
      id: randomUUIDv7(),
      at: Temporal.Now.instant().toString(),
      facility_id: dispensary.facilityId,
      location_id: dispensary.locationId,
      lot_id: lot.lotId,
      medication_id: lot.medicationId,
      quantity,
      kind: 'dispense',
      reference_kind: 'test',
      reference_id: randomUUIDv7(),
      actor: 'test',
      local_date: '2026-11-21',
      ...changes,
    };
    return attempt(
      `insert into pharmacy.stock_movements (${Object.keys(row).join()}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join()})`,
      Object.values(row),
    );
  }

  async function attempt(text: string, values: unknown[] = []): Promise<{ code?: string; constraint?: string }> {
    return application.query(text, values).then(
      () => ({}),
      ({ code, constraint }: { code: string; constraint: string }) => ({ code, constraint }),
    );
  }

  it.each([
    'update pharmacy.stock_movements set quantity = 1',
    'delete from pharmacy.stock_movements',
    'truncate pharmacy.stock_movements',
    'delete from pharmacy.stock_movements_default',
    'alter table pharmacy.stock_movements disable trigger user',
  ])('lets nobody %s', async (statement) => {
    expect(await attempt(statement)).toMatchObject({ code: NOT_ALLOWED });
  });

  it('gives no rights on the partitions of coming months', async () => {
    await application.query('select pharmacy.make_stock_partitions(14)');
    const rows = await dispensary.app.database.query(
      `select relname from pg_class where relnamespace = 'pharmacy'::regnamespace and relname ~ '^stock_movements_'
         and relkind = 'r' and has_table_privilege($1, oid, 'select, insert, update, delete')`,
      [new URL(process.env['TEST_DATABASE_APPLICATION_URL']!).username],
    );
    expect(rows).toEqual([]);
  });

  it('keeps the balance, which never falls below 0 or what is reserved', async () => {
    expect(await post(-1)).toEqual({});
    expect(await dispensary.stockOf(lot.medicationId)).toMatchObject({ onHand: 9 });
    expect(await post(-10)).toMatchObject({ constraint: 'stock_balances_never_short' });
    await dispensary.app.database.query('update pharmacy.stock_balances set reserved = 9 where lot_id = $1', [lot.lotId]);
    expect(await post(-1)).toMatchObject({ constraint: 'stock_balances_never_short' });
    await dispensary.app.database.query('update pharmacy.stock_balances set reserved = 0 where lot_id = $1', [lot.lotId]);
    expect(await dispensary.disagreements()).toEqual([]);
  });

  it('gives out nothing past its date, nor of a lot that is not available', async () => {
    expect(await post(-1, { local_date: '2099-12-31' })).toEqual({});
    expect(await post(-1, { local_date: '2100-01-01' })).toMatchObject({ constraint: 'stock_movements_usable' });
    await dispensary.app.database.query(`update pharmacy.lots set status = 'quarantined' where id = $1`, [lot.lotId]);
    expect(await post(-1)).toMatchObject({ constraint: 'stock_movements_usable' });
    await dispensary.app.database.query(`update pharmacy.lots set status = 'available' where id = $1`, [lot.lotId]);
  });

  it('takes no lot for another medication or facility, and nobody as their own witness', async () => {
    const other = await dispensary.medication();
    expect(await post(-1, { medication_id: other })).toMatchObject({ constraint: 'stock_movements_of_lot' });
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const there = { location_id: elsewhere.locationId, kind: 'receipt' };
    expect(await post(1, there)).toMatchObject({ constraint: 'stock_balances_location' });
    expect(await post(-1, { witness: 'test' })).toMatchObject({ constraint: 'stock_movements_witness' });
  });
});
