import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { JobProcessor, type Messaging, type Schedule, type WorkItem } from '#messaging';
import { MessagingRig, until } from './messaging-rig.js';

const QUEUE = 'ward.chores';

class Chores extends JobProcessor {
  readonly queue = QUEUE;
  readonly done: WorkItem[] = [];
  override readonly concurrency = 4;

  constructor(
    private readonly work: (item: WorkItem) => Promise<void> = async () => undefined,
    override readonly schedules: readonly Schedule[] = [],
  ) {
    super();
  }

  async process(item: WorkItem): Promise<void> {
    await this.work(item);
    this.done.push(item);
  }
}

/** What every store of queues must do alike. */
export function describeJobs(redisUrl?: string): void {
  const rig = new MessagingRig(redisUrl);

  function start(processor: Chores): Messaging {
    const messaging = rig.process();
    messaging.processors.add(processor);
    messaging.work.start();
    return messaging;
  }

  async function stateOf(messaging: Messaging, id: string): Promise<string> {
    return messaging.queues.queue(QUEUE).getJobState(id);
  }

  describe('jobs', () => {
    beforeAll(() => rig.open('nothing ()'));
    afterEach(() => rig.settle());
    afterAll(() => rig.close());

    it('are done once, with the data they were given', async () => {
      const chores = new Chores();
      const { queues } = start(chores);
      await queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: { bedId: '1' } }]);
      await until(() => chores.done.length === 1);
      expect(chores.done[0]).toEqual({ id: 'bed-1', name: 'make', data: { bedId: '1' }, attempt: 1, last: false });
    });

    it('wait for their time', async () => {
      const chores = new Chores();
      const { queues } = start(chores);
      await queues.add(QUEUE, [
        { id: 'later', name: 'make', data: {}, delay: 400 },
        { id: 'now', name: 'make', data: {} },
      ]);
      await until(() => chores.done.length === 2);
      expect(chores.done.map((item) => item.id)).toEqual(['now', 'later']);
    });

    it('are tried again after a failure', async () => {
      const chores = new Chores(async ({ attempt }) => {
        if (attempt < 3) throw new Error('the sheets are wet');
      });
      const { queues } = start(chores);
      await queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await until(() => chores.done.length === 1);
      expect(chores.done[0]).toMatchObject({ attempt: 3, last: true });
    });

    it('end in the failed set after the last try, without what the error said, and can be retried from there', async () => {
      let broken = true;
      const chores = new Chores(async () => {
        if (broken) throw new Error('Jane Doe is still in bed');
      });
      const messaging = start(chores);
      await messaging.queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await until(async () => (await stateOf(messaging, 'bed-1')) === 'failed');
      const job = (await messaging.queues.find(QUEUE, 'bed-1'))!;
      expect(JSON.stringify(job.toJSON())).not.toContain('Jane Doe');
      broken = false;
      await job.retry();
      await until(() => chores.done.length === 1);
    });

    it('of one id are there only once', async () => {
      const chores = new Chores();
      const { queues } = rig.process();
      await queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await queues.add(QUEUE, [
        { id: 'bed-1', name: 'make', data: {} },
        { id: 'bed-2', name: 'make', data: {} },
      ]);
      expect(await queues.queue(QUEUE).getJobCountByTypes('waiting')).toBe(2);
      start(chores);
      await until(() => chores.done.length === 2);
    });

    it('take no id that the store could mistake', async () => {
      const { queues } = rig.process();
      await expect(queues.add(QUEUE, [{ id: '17', name: 'make', data: {} }])).rejects.toThrow('id of a job');
      await expect(queues.add(QUEUE, [{ id: 'a:b', name: 'make', data: {} }])).rejects.toThrow('id of a job');
    });

    it('of a worker that died are done by another', async () => {
      const { queues } = rig.process();
      await queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      const dying = queues.worker(QUEUE, async () => undefined, { autorun: false, lockDuration: 300 });
      const taken = await dying.getNextJob('a token nobody renews');
      expect(taken?.id).toBe('bed-1');
      const chores = new Chores();
      start(chores);
      await until(() => chores.done.length === 1);
    });

    it('on a schedule are done once a tick, however many workers there are', async () => {
      const ticks: string[] = [];
      const each = (): Chores => new Chores(async ({ id }) => void ticks.push(id), [{ id: 'sweep', every: 250 }]);
      start(each());
      start(each());
      start(each());
      await until(() => ticks.length >= 5);
      expect(new Set(ticks).size).toBe(ticks.length);
      const times = ticks.map((id) => Number(id.split(':').at(-1)));
      // A busy machine may miss a tick altogether; what it may not do is make up one of its own.
      const gaps = times.slice(1).map((time, index) => time - times[index]!);
      expect(gaps.filter((gap) => gap <= 0 || gap % 250 !== 0)).toEqual([]);
    });

    it('on a schedule come back after the store was emptied', async () => {
      const chores = new Chores(undefined, [{ id: 'sweep', every: 250 }]);
      start(chores);
      await until(() => chores.done.length >= 2);
      await rig.emptyStore();
      const before = chores.done.length;
      await until(() => chores.done.length >= before + 2);
    });

    it('whose schedule changes with a new version follow the new one, in the time zone it names', async () => {
      const old = start(new Chores(undefined, [{ id: 'sweep', every: 3_600_000 }]));
      await until(async () => (await old.queues.queue(QUEUE).getJobScheduler('sweep'))?.every === 3_600_000);
      await old.work.stop(1_000);
      const { queues } = start(new Chores(undefined, [{ id: 'sweep', pattern: '0 3 * * *', timeZone: 'Europe/Vienna' }]));
      await until(async () => (await queues.queue(QUEUE).getJobScheduler('sweep'))?.pattern === '0 3 * * *');
      const next = (await queues.queue(QUEUE).getJobScheduler('sweep'))!.next!;
      expect(Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO('Europe/Vienna').hour).toBe(3);
    });

    it('in hand are finished before the worker stops', async () => {
      let begun = false;
      const chores = new Chores(async () => {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      const messaging = start(chores);
      await messaging.queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await until(() => begun);
      expect(await messaging.work.stop(3_000)).toEqual([]);
      expect(chores.done).toHaveLength(1);
      expect(await stateOf(messaging, 'bed-1')).toBe('completed');
    });

    it('that take too long are left behind at the deadline and named', async () => {
      let release: () => void = () => undefined;
      const chores = new Chores(() => new Promise((resolve) => (release = resolve)));
      const messaging = start(chores);
      await messaging.queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await until(async () => (await stateOf(messaging, 'bed-1')) === 'active');
      expect(await messaging.work.stop(200)).toEqual([QUEUE]);
      release();
    });

    it('that wait are seen with their age', async () => {
      const { queues, watchdog } = rig.process();
      await queues.add(QUEUE, [{ id: 'bed-1', name: 'make', data: {} }]);
      await until(async () => (await watchdog.oldestWaitingWork()).some((work) => work.queue === QUEUE && work.oldestSeconds > 0.1));
      expect(await watchdog.oldestWaitingWork()).toMatchObject([{ queue: QUEUE, waiting: 1, failed: 0 }]);
    });
  });
}
