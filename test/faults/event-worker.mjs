// A worker process that counts events, to be killed: node event-worker.mjs <database> <redis or ''> <prefix>
import { defineEntity, p } from '@mikro-orm/postgresql';
import { Messaging } from '../../dist/libs/messaging/index.js';
import { Database, MikroOrmUnitOfWork, OutboxBell, Sql } from '../../dist/libs/persistence/index.js';

const [url, redisUrl, redisPrefix] = process.argv.slice(2);
const unused = defineEntity({ name: 'Bed', properties: { id: p.uuid().primary() } });
const database = await Database.connect({ url, poolSize: 5 }, [unused]);
const unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
const sql = new Sql(database, unitOfWork);
const store = redisUrl ? { redisUrl, redisPrefix } : { postgresUrl: url };
const timing = { resendAfter: 1_000, lockDuration: 1_000, stalledInterval: 500, firstBackoff: 50, poll: 100 };
const messaging = new Messaging({ store, listenUrl: url, timing, report: () => undefined }, { unitOfWork, sql });
messaging.subscriptions.add({
  name: 'ward.count',
  types: ['ward.bed-made.v1'],
  handle: async ({ aggregateId, payload }) => {
    await sql.execute('insert into counted (bed, number) values ($1, $2)', [aggregateId, payload.number]);
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
  },
});
messaging.work.start();
