import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queues } from '#messaging';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Counter } from './counter.js';
import { TERMS } from './watched-stock.js';

interface Alert {
  medicationId: string;
  kind: string;
  status: string;
}

/** From the movement over the outbox and the queues to the alert, with several workers. */
export function describeWatchfulWorkers(redisUrl?: string): void {
  describe('stock that several workers watch', () => {
    let counter: Counter;
    let workers: TestApp[];

    beforeAll(async () => {
      const shared = { redisUrl, redisPrefix: `test-${randomBytes(6).toString('hex')}` };
      counter = await Counter.open({ ...shared, work: true });
      const { database } = counter.practice.app;
      workers = [await startTestApp({ ...shared, database, work: true }), await startTestApp({ ...shared, database, work: true })];
    });

    afterAll(async () => {
      for (const worker of workers) await worker.close();
      await counter.close();
    });

    /** Medications of which 30 are there, watched. */
    async function watched(count: number): Promise<string[]> {
      const { pharmacist, dispensary } = counter;
      const ids = await Promise.all(Array.from({ length: count }, () => counter.medication()));
      for (const medicationId of ids) {
        await counter.shelve(medicationId, ['A', '2099-01-31', 18], ['B', '2099-02-28', 12]);
        await pharmacist.put('/stock-rules', { ...TERMS, locationId: dispensary.locationId, medicationId });
      }
      return ids;
    }

    async function alertsOf(medicationIds: readonly string[]): Promise<Alert[]> {
      const { body } = await counter.pharmacist.get(`/stock-alerts?locationId=${counter.dispensary.locationId}&limit=200`);
      return (body['items'] as Alert[]).filter(({ medicationId }) => medicationIds.includes(medicationId));
    }

    it('raises one alert for each medication that is dispensed below its reorder point', async () => {
      const ids = await watched(8);
      const prescribed = await Promise.all(ids.flatMap((id) => [id, id, id].map((each) => counter.prescribed(each))));
      const given = await Promise.all(prescribed.map((each) => counter.dispense(each, 5)));
      expect(new Set(given.map(({ status }) => status))).toEqual(new Set([201]));
      await until(async () => (await alertsOf(ids)).length >= ids.length);
      const undone = `select from platform.deliveries where subscriber = 'pharmacy.review-stock' and done_at is null`;
      await until(async () => (await counter.practice.app.database.query(undone)).length === 0);
      const alerts = await alertsOf(ids);
      expect(alerts.map(({ kind, status }) => `${kind} ${status}`)).toEqual(ids.map(() => 'low-stock open'));
      expect(new Set(alerts.map(({ medicationId }) => medicationId))).toEqual(new Set(ids));
      expect(await counter.misreserved()).toEqual([]);
    });

    it('finds by its schedule what no event has told of', async () => {
      const [medicationId = ''] = await watched(1);
      const { app, database } = counter.practice.app;
      await database.query('update pharmacy.stock_levels set told = 0 where medication_id = $1', [medicationId]);
      await counter.dispense(await counter.prescribed(medicationId), 12);
      const told = `select from platform.outbox where type = 'pharmacy.stock-fell.v1' and payload ->> 'medicationId' = $1`;
      expect(await database.query(told, [medicationId])).toEqual([]);
      await app.get(Queues).add('pharmacy.stock-alerts', [{ name: 'review', data: {} }]);
      await until(async () => (await alertsOf([medicationId])).length > 0);
      expect(await alertsOf([medicationId])).toHaveLength(1);
    });

    it('counts what is reserved as gone, and as back when the reservation is given up', async () => {
      const [medicationId] = await watched(1);
      const reserved = await counter.dispense(await counter.prescribed(medicationId!), 12, { reserveOnly: true });
      await until(async () => (await alertsOf([medicationId!]))[0]?.status === 'open');
      await counter.pharmacist.post(`/dispenses/${reserved.body['id']}/cancel`, { reasonCode: 'other', reason: 'Not wanted' });
      await until(async () => (await alertsOf([medicationId!]))[0]?.status === 'resolved');
      expect(await alertsOf([medicationId!])).toHaveLength(1);
    });
  });
}
