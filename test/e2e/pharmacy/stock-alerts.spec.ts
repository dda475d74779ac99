import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { ReviewStock } from '../../../src/pharmacy/application/review-stock.js';
import type { Api } from '../../harness/api.js';
import { until } from '../../harness/until.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';
import { WatchedStock } from './watched-stock.js';

const ZONE = 'Europe/Berlin';

describe('stock alerts', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let clock: FixedClock;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant());
    dispensary = await Dispensary.open({ clock, work: true });
    ({ pharmacist } = dispensary);
  });

  afterAll(() => dispensary.close());

  const review = (): Promise<void> => dispensary.app.app.get(ReviewStock, { strict: false }).sweep();
  const today = (): Temporal.PlainDate => clock.now().toZonedDateTimeISO(ZONE).toPlainDate();

  async function messagesOf(alertId: string): Promise<string[]> {
    const rows = await dispensary.app.database.query<{ key: string }>(
      `select key from notifications.messages where key like 'stock-alert.' || $1 || '.%'`,
      [alertId],
    );
    return rows.map(({ key }) => key);
  }

  it('are raised by the movement that takes stock to its reorder point, and told of once', async () => {
    const stock = await WatchedStock.of(dispensary, 50);
    await stock.move(-29);
    expect(await stock.told()).toEqual({});
    await stock.move(-1);
    await until(async () => (await stock.alerts()).length > 0);
    const [alert] = await stock.alerts();
    expect(alert).toMatchObject({
      kind: 'low-stock',
      status: 'open',
      quantity: 20,
      ruleId: stock.rule['id'],
      locationId: dispensary.locationId,
      notices: 1,
      allowedActions: ['acknowledge', 'snooze'],
      version: 1,
    });
    expect(await stock.told()).toEqual({ 'stock-fell': 1, 'stock-alert-raised': 1 });
  });
});
