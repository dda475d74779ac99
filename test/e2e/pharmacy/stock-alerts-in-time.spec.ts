import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { ReviewStock } from '../../../src/pharmacy/application/review-stock.js';
import type { Api } from '../../harness/api.js';
import { until } from '../../harness/until.js';
import { Dispensary } from './dispensary.js';
import { messagesOf, WatchedStock } from './watched-stock.js';

const ZONE = 'Europe/Berlin';

describe('stock alerts, as time passes', () => {
  let dispensary: Dispensary;
  let pharmacist: Api;
  let clock: FixedClock;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant().round('second'));
    dispensary = await Dispensary.open({ clock, work: true });
    ({ pharmacist } = dispensary);
  });

  afterAll(() => dispensary.close());

  const review = (): Promise<void> => dispensary.app.app.get(ReviewStock, { strict: false }).sweep();
  const today = (): Temporal.PlainDate => clock.now().toZonedDateTimeISO(ZONE).toPlainDate();

  it('tell those who hold the roles of the rule there, and remind them after the hours of the rule, not before', async () => {
    const local = await dispensary.app.as('nurse', { facilityId: dispensary.facilityId });
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const stranger = await dispensary.app.as('nurse', { facilityId: elsewhere.facilityId });
    const stock = await WatchedStock.of(dispensary, 3, { notifyRoles: ['nurse'], renotifyHours: 4 });
    const id = (await stock.alerts())[0]!['id'];
    const toLocal = async (): Promise<string[]> => (await messagesOf(dispensary, id)).filter((key) => key.endsWith(local.userId!)).sort();
    const key = (notice: number): string => `stock-alert.${id}.${notice}.${local.userId}`;

    expect(await toLocal()).toEqual([key(1)]);
    expect((await messagesOf(dispensary, id)).some((each) => each.endsWith(stranger.userId!))).toBe(false);
    clock.pass({ hours: 3, minutes: 59 });
    await review();
    expect(await toLocal()).toEqual([key(1)]);
    clock.pass({ minutes: 1 });
    await Promise.all([review(), review(), review()]);
    expect(await toLocal()).toEqual([key(1), key(2)]);
    await pharmacist.post(`/stock-alerts/${id}/snooze`, { until: clock.now().add({ hours: 6 }).toString() });
    clock.pass({ hours: 5 });
    await review();
    expect(await stock.states()).toEqual(['low-stock snoozed']);
    clock.pass({ hours: 1 });
    await review();
    expect([await stock.states(), await toLocal()]).toEqual([['low-stock open'], [key(1), key(2), key(3)]]);
    await pharmacist.post(`/stock-alerts/${id}/acknowledge`);
    clock.pass({ hours: 48 });
    await review();
    expect(await toLocal()).toHaveLength(3);
  });

  it('come by the passing of time alone: expiring, expired on the shelf, and less that is usable', async () => {
    const last = today().add({ days: 31 });
    const stock = await WatchedStock.of(dispensary, 50, {}, { expiresOn: last.toString() });
    expect(await stock.states()).toEqual([]);
    const midnight = last.subtract({ days: 30 }).toZonedDateTime(ZONE).toInstant();
    clock.moveTo(midnight.subtract({ seconds: 1 }));
    await review();
    expect(await stock.states()).toEqual([]);
    clock.moveTo(midnight);
    await review();
    expect(await stock.states()).toEqual(['expiring open']);
    expect((await stock.alerts())[0]).toMatchObject({ lotId: stock.lotId, quantity: 50 });
    clock.moveTo(last.add({ days: 1 }).toZonedDateTime(ZONE).toInstant());
    await Promise.all([review(), review(), review()]);
    expect(await stock.states()).toEqual(['expired-on-shelf open', 'expiring resolved', 'low-stock open', 'out-of-stock open']);
    expect(await stock.told()).toMatchObject({ 'stock-fell': 1, 'stock-condition-changed': 2 });
    await stock.move(-50);
    await until(async () => (await stock.states()).includes('expired-on-shelf resolved'));
  });
});
