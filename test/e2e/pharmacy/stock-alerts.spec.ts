import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { ReviewStock } from '../../../src/pharmacy/application/review-stock.js';
import type { Api } from '../../harness/api.js';
import { until } from '../../harness/until.js';
import { ABSENT } from '../visibility/requests.js';
import { Dispensary } from './dispensary.js';
import { messagesOf, WatchedStock } from './watched-stock.js';

describe('stock alerts', () => {
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

  it('are not raised again within the margin, and resolve above it', async () => {
    const stock = await WatchedStock.of(dispensary, 25);
    await stock.move(-5);
    await until(async () => (await stock.states()).length === 1);
    for (const quantity of [1, -1, 1, -2]) await stock.move(quantity);
    await review();
    expect(await stock.states()).toEqual(['low-stock open']);
    expect(await stock.told()).toEqual({ 'stock-fell': 1, 'stock-alert-raised': 1 });
    await stock.move(3);
    await until(async () => (await stock.states())[0] === 'low-stock resolved');
    expect((await stock.alerts())[0]).toMatchObject({ resolvedAt: clock.now().toString(), allowedActions: [] });
    await stock.move(-2);
    await until(async () => (await stock.alerts()).length === 2);
    expect(await stock.states()).toEqual(['low-stock open', 'low-stock resolved']);
    expect(await stock.told()).toEqual({ 'stock-fell': 2, 'stock-recovered': 1, 'stock-alert-raised': 2 });
  });

  it('of stock that runs out are told of as that alone, and of little once there is some again', async () => {
    const stock = await WatchedStock.of(dispensary, 30);
    await stock.move(-30);
    await until(async () => (await stock.alerts()).length === 2);
    const [low, out] = (await stock.alerts()).sort((one, other) => (one['kind'] < other['kind'] ? -1 : 1));
    expect([low!['kind'], (await messagesOf(dispensary, low!['id'])).length]).toEqual(['low-stock', 0]);
    expect([out!['kind'], (await messagesOf(dispensary, out!['id'])).length > 0]).toEqual(['out-of-stock', true]);
    await stock.move(2);
    await until(async () => (await stock.states()).includes('out-of-stock resolved'));
    expect(await stock.states()).toEqual(['low-stock open', 'out-of-stock resolved']);
  });

  it('look at what may be given out: not at lots that are recalled, and these have an alert of their own', async () => {
    const stock = await WatchedStock.of(dispensary, 30);
    const other = await stock.receive(15, 'B2');
    await pharmacist.post(`/lots/${stock.lotId}/recall`, { reason: 'Notice 12' });
    await until(async () => (await stock.alerts()).length === 2);
    expect(await stock.states()).toEqual(['low-stock open', 'recalled open']);
    const [recalled] = await stock.alerts('&kind=recalled');
    expect(recalled).toMatchObject({ lotId: stock.lotId, lotNumber: 'A1', quantity: 30 });
    await pharmacist.post(`/lots/${other}/recall`, { reason: 'Notice 13' });
    await until(async () => (await stock.alerts('&kind=recalled')).length === 2);
    await pharmacist.post(`/lots/${stock.lotId}/reinstate`, { reason: 'Notice withdrawn' });
    await pharmacist.post(`/lots/${stock.lotId}/release`, { reason: 'Checked' });
    await until(async () => (await stock.states()).includes('low-stock resolved'));
    expect(await stock.alerts('&kind=recalled&status=open')).toEqual([expect.objectContaining({ lotId: other })]);
    await stock.move(-15, other);
    await until(async () => (await stock.alerts('&kind=recalled&status=open')).length === 0);
  });

  it('come with the rule where stock is low already, and go with it', async () => {
    const stock = await WatchedStock.of(dispensary, 5);
    expect(await stock.states()).toEqual(['low-stock open']);
    const { medicationId, locationId } = stock.rule;
    const eased = { reorderPoint: 2, targetLevel: 10, expiryNoticeDays: 0, renotifyHours: 24, medicationId, locationId };
    expect((await pharmacist.put('/stock-rules', eased)).body).toMatchObject({ id: stock.rule['id'], version: 2 });
    expect(await stock.states()).toEqual(['low-stock resolved']);
    await pharmacist.put('/stock-rules', { ...eased, reorderPoint: 6 });
    expect(await stock.states()).toEqual(['low-stock open', 'low-stock resolved']);
    expect((await pharmacist.delete(`/stock-rules/${stock.rule['id']}`)).status).toBe(204);
    expect(await stock.states()).toEqual(['low-stock resolved', 'low-stock resolved']);
    const before = await stock.told();
    await stock.move(-5);
    expect(await stock.told()).toEqual(before);
  });

  it('are raised once, however many see the same, and however many move at once', async () => {
    const stock = await WatchedStock.of(dispensary, 60);
    const lots = await Promise.all(['B1', 'B2', 'B3', 'B4'].map((number) => stock.receive(10, number)));
    await Promise.all([...lots, ...lots].map((lotId) => stock.move(-5, lotId)).concat(Array.from({ length: 8 }, () => stock.move(-5))));
    await until(async () => (await stock.alerts()).length > 0);
    await Promise.all(Array.from({ length: 8 }, review));
    expect(await dispensary.stockOf(stock.medicationId)).toMatchObject({ usable: 20 });
    expect(await stock.states()).toEqual(['low-stock open']);
    expect(await stock.told()).toEqual({ 'stock-fell': 1, 'stock-alert-raised': 1 });
    expect(await dispensary.disagreements()).toEqual([]);
  });

  it('are taken up or put aside, by version', async () => {
    const stock = await WatchedStock.of(dispensary, 1);
    const id = (await stock.alerts())[0]!['id'];
    const until3 = clock.now().add({ hours: 3 }).toString();
    const act = (action: string, body: object = {}, headers = {}): ReturnType<Api['post']> =>
      pharmacist.post(`/stock-alerts/${id}/${action}`, body, headers);

    expect((await act('acknowledge', {}, { 'if-match': '"7"' })).status).toBe(412);
    const taken = await act('acknowledge', {}, { 'if-match': '"1"' });
    expect(taken).toMatchObject({ status: 200, body: { status: 'acknowledged', acknowledgedBy: pharmacist.userId, version: 2 } });
    expect(taken.body['allowedActions']).toEqual(['snooze']);
    expect((await act('acknowledge')).body).toMatchObject({ code: 'invalid-transition', from: 'acknowledged', allowedActions: ['snooze'] });
    for (const wrong of [clock.now().toString(), clock.now().add({ hours: 24 * 91 }).toString()]) {
      expect(await act('snooze', { until: wrong })).toMatchObject({ status: 422, body: { code: 'invalid-snooze' } });
    }
    expect((await act('snooze', { until: 'soon' })).status).toBe(400);
    const snoozed = await act('snooze', { until: until3 });
    expect(snoozed.body).toMatchObject({ status: 'snoozed', snoozedUntil: until3, snoozedBy: pharmacist.userId });
    expect((await pharmacist.get(`/stock-alerts/${id}`)).body).toEqual(snoozed.body);
    expect((await act('acknowledge')).body).toMatchObject({ status: 'acknowledged' });
    await stock.move(40);
    await until(async () => (await stock.states())[0] === 'low-stock resolved');
    expect((await act('snooze', { until: until3 })).body).toMatchObject({ code: 'invalid-transition', allowedActions: [] });
    expect((await pharmacist.get(`/stock-alerts/${ABSENT}`)).status).toBe(404);
    const audited = await dispensary.app.database.query(
      `select action from access.audit_events where resource_id = $1 and action like 'stock-alert.%' and outcome = 'success' order by at`,
      [id],
    );
    expect(audited).toEqual(['acknowledge', 'snooze', 'acknowledge'].map((action) => ({ action: `stock-alert.${action}` })));
  });

  it('are those of one’s facilities, by pages', async () => {
    const stocks = [await WatchedStock.of(dispensary, 1), await WatchedStock.of(dispensary, 2)];
    const elsewhere = await Dispensary.open({ app: dispensary.app });
    const foreign = await WatchedStock.of(elsewhere, 1);
    const local = await dispensary.app.as('pharmacist', { facilityId: dispensary.facilityId });
    const nurse = await dispensary.app.as('nurse', { facilityId: elsewhere.facilityId });
    const doctor = await dispensary.app.as('doctor');

    expect(await foreign.alerts('', local)).toEqual([]);
    const [alert] = await foreign.alerts('', nurse);
    for (const path of [`/stock-alerts/${alert!['id']}`, `/stock-rules/${foreign.rule['id']}`]) {
      expect([(await local.get(path)).status, (await nurse.get(path)).status]).toEqual([404, 200]);
    }
    expect((await local.post(`/stock-alerts/${alert!['id']}/acknowledge`)).status).toBe(404);
    expect((await doctor.post(`/stock-alerts/${alert!['id']}/acknowledge`)).status).toBe(403);
    expect((await nurse.post(`/stock-alerts/${alert!['id']}/acknowledge`)).status).toBe(200);
    expect((await foreign.alerts('', doctor))[0]!['allowedActions']).toEqual([]);

    const page = `/stock-alerts?limit=1&locationId=${dispensary.locationId}&status=open`;
    const first = await local.get(page);
    const second = await local.get(`${page}&cursor=${first.body['nextCursor']}`);
    const shown = [first, second].map(({ body }) => body['items'][0].medicationId);
    expect(shown).toEqual([stocks[1]!.medicationId, stocks[0]!.medicationId]);
  });

  it('say in the subject nothing but that somebody is to look', async () => {
    const manager = await dispensary.app.as('hr-manager', { facilityId: dispensary.facilityId });
    const admin = await dispensary.app.as('admin');
    await WatchedStock.of(dispensary, 2, { notifyRoles: ['hr-manager'] });
    const to = (await manager.get('/auth/me')).body['email'];
    const sent = async (): Promise<object[]> => {
      const { body } = await admin.get('/api/v1/admin/sent-messages?limit=200');
      return body['items'].filter((each: { to: string }) => each.to === to);
    };
    await until(async () => (await sent()).length > 0);
    expect(await sent()).toEqual([
      expect.objectContaining({
        kind: 'stock-alert',
        channel: 'email',
        subject: 'Stock needs your attention',
        text: expect.stringMatching(/^Main dispensary, .+: Medicine 500 mg\n+Stock is low: 2 usable, to be reordered at 20\.\n$/),
      }),
    ]);
  });
});
