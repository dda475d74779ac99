import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventSubscriber, Messaging } from '#messaging';
import { event, MessagingRig, numberOf, until } from './messaging-rig.js';
import { OwnRedis } from './own-redis.js';

const TYPE = 'ward.bed-made.v1';
const COUNT = 60;
const COUNTED = 'counted (number integer)';

function counting(rig: MessagingRig): EventSubscriber {
  return {
    name: 'ward.count',
    types: [TYPE],
    handle: async (published) => {
      await rig.sql.execute('insert into counted (number) values ($1)', [numberOf(published)]);
      await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

function start(rig: MessagingRig): Messaging {
  const messaging = rig.process();
  messaging.subscriptions.add(counting(rig));
  messaging.work.start();
  return messaging;
}

async function recordAll(rig: MessagingRig): Promise<void> {
  for (let number = 1; number <= COUNT; number++) await rig.record(event(`bed-${number % 7}`, number));
}

/** Every number once, however often it was sent. */
async function expectEachOnce(rig: MessagingRig): Promise<void> {
  const rest = `select (select count(*) from platform.outbox where sent_at is null)
    + (select count(*) from platform.deliveries where done_at is null) as count`;
  await until(async () => {
    const [open] = await rig.sql.query<{ count: string }>(rest).catch(() => [{ count: 'unknown' }]);
    return open!.count === '0';
  });
  const rows = await rig.sql.query<{ number: number }>('select number from counted order by number');
  expect(rows.map((row) => row.number)).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
}

describe('a process that starts before its database can be reached', () => {
  const rig = new MessagingRig();

  beforeAll(() => rig.open(COUNTED));
  afterAll(async () => {
    await rig.settle();
    await rig.close();
  });

  it('works as soon as it can', async () => {
    await rig.hide(true);
    start(rig);
    await until(() => rig.reports.length > 0);
    await rig.hide(false);
    await recordAll(rig);
    await expectEachOnce(rig);
  });
});

const withRedis = OwnRedis.isInstalled ? describe : describe.skip;

withRedis('while Redis is away', () => {
  let redis: OwnRedis;
  let rig: MessagingRig;

  beforeAll(async () => {
    redis = await OwnRedis.reserve();
    rig = new MessagingRig(redis.url);
    await rig.open(COUNTED);
  });
  afterEach(() => redis.kill());
  afterAll(async () => {
    await redis.start();
    await rig.settle();
    await rig.close();
    await redis.kill();
  });

  it('events are recorded all the same, and are delivered once it starts', async () => {
    start(rig);
    await recordAll(rig);
    await until(() => rig.reports.length > 0);
    await redis.start();
    await expectEachOnce(rig);
    expect(rig.reports.filter((line) => line.startsWith('Redis is away'))).toHaveLength(1);
  });

  it('and has forgotten everything afterwards, nothing is lost and nothing done twice', async () => {
    await rig.clear('counted');
    await redis.start();
    const { queues } = start(rig);
    const recording = recordAll(rig);
    await until(async () => (await rig.sql.query('select 1 from counted')).length > 5);
    await redis.kill();
    await recording;
    await redis.start();
    await expectEachOnce(rig);
    await until(async () => (await queues.ask('platform.outbox-pruning', (queue) => queue.getJobSchedulersCount()).catch(() => 0)) === 1);
  });

  it('adding a job is refused at once instead of waiting for it', async () => {
    const { queues } = rig.process();
    await expect(queues.add('ward.chores', [{ name: 'make', data: {} }])).rejects.toThrow();
    await expect(queues.add('ward.chores', [{ name: 'make', data: {} }])).rejects.toThrow('Redis is away');
  });
});

describe('when PostgreSQL drops all connections', () => {
  const rig = new MessagingRig();

  beforeAll(() => rig.open(COUNTED));
  afterEach(() => rig.settle());
  afterAll(() => rig.close());

  it('work goes on by itself, and nothing is lost or done twice', async () => {
    start(rig);
    start(rig);
    await recordAll(rig);
    for (let times = 0; times < 3; times++) {
      const [before] = await rig.sql.query<{ count: number }>('select count(*)::integer from counted');
      await rig.cutConnections();
      await until(async () => {
        const [now] = await rig.sql.query<{ count: number }>('select count(*)::integer from counted').catch(() => [undefined]);
        return now !== undefined && (now.count > before!.count || now.count === COUNT);
      });
    }
    await expectEachOnce(rig);
  });
});
