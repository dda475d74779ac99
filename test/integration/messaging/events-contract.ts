import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventSubscriber, Messaging, PublishedEvent, Queues, Timing } from '#messaging';
import { event, MessagingRig, numberOf, until } from './messaging-rig.js';

const TYPE = 'ward.bed-made.v1';
const MANY = 500;

/** Writes what it got into a table, in the transaction of the delivery. */
class Diary implements EventSubscriber {
  readonly types = [TYPE];

  constructor(
    private readonly rig: MessagingRig,
    readonly name = 'ward.keep-diary',
    private readonly before: (event: PublishedEvent) => Promise<void> = async () => undefined,
    private readonly after: (event: PublishedEvent) => Promise<void> = async () => undefined,
  ) {}

  async handle(published: PublishedEvent): Promise<void> {
    await this.before(published);
    await this.rig.sql.execute('insert into diary (subscriber, aggregate_id, number) values ($1, $2, $3)', [
      this.name,
      published.aggregateId,
      numberOf(published),
    ]);
    await this.after(published);
  }
}

/** What holds between the outbox and its subscribers, whichever store the queue has. */
export function describeEvents(redisUrl?: string): void {
  const rig = new MessagingRig(redisUrl);

  function start(subscribers: EventSubscriber[], timing?: Partial<Timing>): Messaging {
    const messaging = rig.process(timing);
    subscribers.forEach((subscriber) => messaging.subscriptions.add(subscriber));
    messaging.work.start();
    return messaging;
  }

  async function entries(subscriber = 'ward.keep-diary'): Promise<{ aggregate_id: string; number: number }[]> {
    return rig.sql.query('select aggregate_id, number from diary where subscriber = $1 order by seq', [subscriber]);
  }

  async function openDeliveries(): Promise<number> {
    const [row] = await rig.sql.query<{ open: number }>('select count(*)::integer as open from platform.deliveries where done_at is null');
    return row!.open;
  }

  /** Jobs in the store, one by one: a paused queue counts none on PostgreSQL. */
  async function onTheWire(queues: Queues, queue: string): Promise<number> {
    const rows = await rig.sql.query<{ id: string }>(`select subscriber || '.' || event_id as id from platform.deliveries`);
    const jobs = await Promise.all(rows.map(({ id }) => queues.find(queue, id)));
    return jobs.filter((job) => job !== undefined).length;
  }

  async function written(count: number): Promise<void> {
    await until(async () => (await entries()).length >= count);
  }

  describe('events', () => {
    beforeAll(() => rig.open('diary (seq bigint generated always as identity, subscriber text, aggregate_id text, number integer)'));
    beforeEach(() => rig.clear('diary'));
    afterEach(() => rig.settle());
    afterAll(() => rig.close());

    it('reach every subscriber of their type once', async () => {
      start([new Diary(rig), new Diary(rig, 'ward.count-beds'), new Diary(rig, 'ward.idle')]);
      await rig.record(event('bed-1', 1), event('bed-1', 1, 'ward.bed-moved.v1'));
      await until(async () => (await entries('ward.count-beds')).length === 1 && (await entries('ward.idle')).length === 1);
      await written(1);
      expect(await entries()).toEqual([{ aggregate_id: 'bed-1', number: 1 }]);
      expect(await openDeliveries()).toBe(0);
    });

    it('carry what was recorded', async () => {
      const got: PublishedEvent[] = [];
      start([new Diary(rig, 'ward.keep-diary', async (published) => void got.push(published))]);
      await rig.record({ type: TYPE, aggregateId: 'bed-1', payload: { number: 7, wardId: 'w' } });
      await written(1);
      expect(got).toMatchObject([{ type: TYPE, aggregateId: 'bed-1', payload: { number: 7, wardId: 'w' } }]);
      expect(got[0]!.occurredAt.until(Temporal.Now.instant()).total('minutes')).toBeLessThan(1);
    });

    it('of one aggregate arrive in order, whatever the number of workers and the luck of each try', async () => {
      const moody = async ({ aggregateId }: PublishedEvent): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        if (Math.random() < 0.05) throw new Error(`no mood for ${aggregateId}`);
      };
      const calm: Partial<Timing> = { attempts: 20, firstBackoff: 10 };
      start([new Diary(rig, 'ward.keep-diary', moody)], calm);
      start([new Diary(rig, 'ward.keep-diary', moody)], calm);
      const beds = Array.from({ length: 10 }, (_, bed) => `bed-${bed}`);
      for (let number = 1; number <= 8; number++) await rig.record(...beds.map((bed) => event(bed, number)));
      await written(80);
      const all = await entries();
      for (const bed of beds) {
        expect(all.filter((entry) => entry.aggregate_id === bed).map((entry) => entry.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      }
    });

    it('have no effect from a try that failed', async () => {
      let tries = 0;
      const late = async (): Promise<void> => {
        if (++tries < 3) throw new Error('too late');
      };
      start([new Diary(rig, 'ward.keep-diary', undefined, late)]);
      await rig.record(event('bed-1', 1));
      await until(async () => tries >= 3 && (await openDeliveries()) === 0);
      expect(await entries()).toHaveLength(1);
    });

    it('that come twice have one effect, also at the same time', async () => {
      const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));
      const { queues } = start([new Diary(rig, 'ward.keep-diary', undefined, slow)]);
      await rig.record(event('bed-1', 1));
      await until(async () => (await openDeliveries()) === 1);
      const [row] = await rig.sql.query<{ id: string }>('select id from platform.outbox');
      const data = { eventId: row!.id, subscriber: 'ward.keep-diary' };
      await queues.add('events', ['a', 'b', 'c'].map((id) => ({ id, name: 'ward.keep-diary', data })));
      await until(async () => (await queues.queue('events').getJobCounts())['completed'] === 4);
      expect(await entries()).toHaveLength(1);
    });

    it.each([
      { how: 'alone', queue: 'events', beds: ['bed-1'] },
      { how: 'together', queue: 'event-batches', beds: ['bed-1', 'bed-2'] },
    ])('that were sent $how are sent again when the store was emptied before they were done', async ({ queue, beds }) => {
      const { queues } = start([new Diary(rig)]);
      await queues.queue(queue).pause();
      await rig.record(...beds.map((bed) => event(bed, 1)));
      await until(async () => (await onTheWire(queues, queue)) === 1);
      await rig.emptyStore();
      await written(beds.length);
      expect(await entries()).toHaveLength(beds.length);
    });

    it('are not lost to a queue that says it did them while the database says otherwise', async () => {
      start([new Diary(rig)]);
      await rig.record(event('bed-1', 1));
      await until(async () => (await entries()).length === 1 && (await openDeliveries()) === 0);
      await rig.sql.execute(`update platform.deliveries set done_at = null, sent_at = now() - interval '1 hour'`);
      await written(2);
    });

    it('that fail for good stop nobody, can be seen, and can be retried', async () => {
      let broken = true;
      const poison = async (published: PublishedEvent): Promise<void> => {
        if (broken && numberOf(published) === 2) throw new Error('a pea under the mattress of Jane Doe');
      };
      const messaging = start([new Diary(rig, 'ward.keep-diary', poison), new Diary(rig, 'ward.count-beds')]);
      await rig.record(event('bed-1', 1), event('bed-1', 2), event('bed-1', 3), event('bed-2', 1));
      await written(3);
      await until(async () => (await messaging.deliveries.failedCount()) === 1);
      expect((await entries()).filter((entry) => entry.aggregate_id === 'bed-1').map((entry) => entry.number)).toEqual([1, 3]);
      await until(async () => (await entries('ward.count-beds')).length === 4);
      const [failed] = await messaging.queues.queue('events').getFailed();
      expect(JSON.stringify(failed!.toJSON())).not.toContain('Jane Doe');
      broken = false;
      await failed!.retry();
      await written(4);
      await until(async () => (await messaging.deliveries.failedCount()) === 0);
    });

    it('whose transaction commits late are still sent', async () => {
      start([new Diary(rig)]);
      await rig.unitOfWork.run(async () => {
        await rig.put(event('slow', 1));
        await overtaken();
      });
      await written(2);
      expect((await entries()).map((entry) => entry.aggregate_id)).toEqual(['quick', 'slow']);

      async function overtaken(): Promise<void> {
        await rig.recordOutside(event('quick', 1));
        await until(async () => (await rig.outside('select 1 from diary')).length === 1);
      }
    });

    it('for a subscriber that only newer workers know wait for one of those', async () => {
      const older = start([]);
      await older.deliveries.subscribe([{ subscriber: 'ward.keep-diary', type: TYPE }]);
      await rig.record(event('bed-1', 1));
      await until(async () => (await older.queues.queue('events').getJobCountByTypes('completed')) === 1);
      await older.work.stop(1_000);
      start([new Diary(rig)]);
      await written(1);
    });

    it('that are due are seen with their age, and none once all is done', async () => {
      const { watchdog, queues } = start([new Diary(rig)]);
      await queues.queue('events').pause();
      await rig.record(event('bed-1', 1));
      await until(async () => (await watchdog.oldestDueOutboxAge()) > 0.1);
      await queues.queue('events').resume();
      await until(async () => (await watchdog.oldestDueOutboxAge()) === 0);
    });

    it('are laid out without reading the outbox again for each, also where it was empty before', async () => {
      const { deliveries } = rig.process();
      await deliveries.subscribe([{ subscriber: 'ward.keep-diary', type: TYPE }]);
      await rig.record(...Array.from({ length: 10 }, (_, bed) => event(`early-${bed}`, 1)));
      await rig.tidyOutbox();
      await rig.unitOfWork.run(async () => {
        await rig.sql.lock('select 1');
        expect(await deliveries.layOut(10)).toMatchObject({ events: 10 });
        for (let bed = 0; bed < MANY; bed++) await rig.put(event(`bed-${bed}`, 1));
        const { events, claimed } = await deliveries.layOut(MANY);
        expect([events, claimed.length]).toEqual([MANY, MANY]);
        const [read] = await rig.sql.query<{ rows: number }>(
          `select seq_tup_read::integer as rows from pg_stat_xact_user_tables where relid = 'platform.outbox'::regclass`,
        );
        expect(read!.rows).toBeLessThan(10 * MANY);
      });
    });

    it('are deleted long after they were delivered to everybody, and not before', async () => {
      const { deliveries } = start([new Diary(rig)]);
      await rig.record(event('bed-1', 1), event('bed-2', 1));
      await until(async () => (await entries()).length === 2 && (await openDeliveries()) === 0);
      await rig.sql.execute(`update platform.outbox set sent_at = now() - interval '31 days'`);
      await rig.sql.execute(`update platform.deliveries set done_at = null, failed_at = now() where aggregate_id = 'bed-2'`);
      expect(await deliveries.prune(30, 100)).toBe(1);
      expect(await rig.sql.query('select aggregate_id from platform.outbox')).toEqual([{ aggregate_id: 'bed-2' }]);
    });
  });
}
