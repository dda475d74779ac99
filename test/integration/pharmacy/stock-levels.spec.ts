import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Dispensary } from '../../e2e/pharmacy/dispensary.js';
import { WatchedStock } from '../../e2e/pharmacy/watched-stock.js';

const TWICE = '23505';
const AGAINST_THE_RULE = '23514';

describe('levels of stock in the database', () => {
  let dispensary: Dispensary;
  let clients: pg.Client[];

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    const url = new URL(process.env['TEST_DATABASE_APPLICATION_URL']!);
    url.pathname = new URL(dispensary.app.database.url).pathname;
    clients = [new pg.Client({ connectionString: url.href }), new pg.Client({ connectionString: url.href })];
    await Promise.all(clients.map((client) => client.connect()));
  });

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await dispensary.close();
  });

  /** A movement written past the product, as the application's role. */
  async function post(client: pg.Client, { medicationId, lotId, rule }: WatchedStock, quantity: number): Promise<void> {
    await client.query(
      `insert into pharmacy.stock_movements (id, at, facility_id, location_id, lot_id, medication_id, quantity, kind, reference_kind,
         reference_id, actor, local_date)
       values ($1, now(), $2, $3, $4, $5, $6, 'adjustment', 'test', $1, 'test', '2026-11-21')`,
      [randomUUIDv7(), rule['facilityId'], rule['locationId'], lotId, medicationId, quantity],
    );
  }

  async function reserve(client: pg.Client, lotId: string, quantity: number): Promise<void> {
    await client.query('update pharmacy.stock_balances set reserved = reserved + $2 where lot_id = $1', [lotId, quantity]);
  }

  it('tell of nothing that is undone, nor of what goes and comes back within a transaction', async () => {
    const [client] = clients as [pg.Client];
    const stock = await WatchedStock.of(dispensary, 30);
    await client.query('begin');
    await post(client, stock, -15);
    await client.query('rollback');
    expect(await stock.told()).toEqual({});
    await client.query('begin');
    await post(client, stock, -15);
    await post(client, stock, 15);
    await client.query('commit');
    expect(await stock.told()).toEqual({});
  });

  it('see a threshold that two transactions cross together, and tell of it once', async () => {
    const [one, other] = clients as [pg.Client, pg.Client];
    const stock = await WatchedStock.of(dispensary, 25);
    const second = await stock.receive(5, 'B2');
    await Promise.all(clients.map((client) => client.query('begin')));
    await reserve(one, stock.lotId, 5);
    await reserve(other, second, 5);
    await Promise.all(clients.map((client) => client.query('commit')));
    expect(await stock.told()).toEqual({ 'stock-fell': 1 });
  });

  it('stay out of the way of others until a transaction ends', async () => {
    const [one, other] = clients as [pg.Client, pg.Client];
    const stock = await WatchedStock.of(dispensary, 40);
    const second = await stock.receive(40, 'B2');
    await Promise.all(clients.map((client) => client.query('begin')));
    await reserve(one, stock.lotId, 39);
    await reserve(other, second, 39);
    await other.query('commit');
    await one.query('commit');
    expect(await stock.told()).toEqual({ 'stock-fell': 1 });
  });

  it('say how much was usable then, by ids alone', async () => {
    const stock = await WatchedStock.of(dispensary, 30);
    await stock.move(-12);
    const [event] = await dispensary.app.database.query<{ payload: object; aggregate_id: string }>(
      `select payload, aggregate_id from platform.outbox where payload ->> 'medicationId' = $1`,
      [stock.medicationId],
    );
    const { id: ruleId, facilityId, locationId, medicationId } = stock.rule;
    expect(event).toEqual({
      aggregate_id: ruleId,
      payload: { ruleId, facilityId, locationId, medicationId, usable: 18, reorderPoint: 20 },
    });
  });

  it('have one open alert of a kind, however it is written, and rules that leave room to recover', async () => {
    const [client] = clients as [pg.Client];
    const stock = await WatchedStock.of(dispensary, 1);
    const [alert] = await stock.alerts();
    const again = (id: string): Promise<string> =>
      client
        .query(
          `insert into pharmacy.stock_alerts (id, rule_id, facility_id, location_id, medication_id, kind, status, quantity, raised_at)
           select $2, rule_id, facility_id, location_id, medication_id, kind, 'open', 1, now() from pharmacy.stock_alerts where id = $1`,
          [alert!['id'], id],
        )
        .then(
          () => 'done',
          ({ code, constraint }: pg.DatabaseError) => `${code} ${constraint}`,
        );
    expect(await again(randomUUIDv7())).toBe(`${TWICE} stock_alerts_one_open`);
    await client.query(`update pharmacy.stock_alerts set status = 'resolved', resolved_at = now() where id = $1`, [alert!['id']]);
    expect(await again(randomUUIDv7())).toBe('done');
    const narrow = client.query('update pharmacy.stock_rules set target_level = 21 where id = $1', [stock.rule['id']]);
    await expect(narrow).rejects.toMatchObject({ code: AGAINST_THE_RULE, constraint: 'stock_rules_levels' });
  });
});
