import { instantText, PLANNED_AFRESH, type Sql } from '#persistence';
import type { PublishedEvent } from './event-subscriptions.js';

/** One event on its way to one subscriber. */
export interface Delivery {
  eventId: string;
  subscriber: string;
  requestId?: string;
  /** The batch that it travels in, or would if it were not alone. */
  batch?: string;
}

interface DeliveryRow {
  event_id: string;
  subscriber: string;
  request_id: string | null;
  batch?: string | null;
}

type LaidOutRow = { events: number } & (DeliveryRow | { event_id: null });

interface TakenRow {
  id: string;
  type: string;
  aggregate_id: string;
  payload: Record<string, unknown>;
  request_id: string | null;
  occurred_at: string;
  followed: boolean;
}

/** Events of one batch. */
const EVENTS_OF_A_BATCH = 100;
/** Any constant will do, as long as every version of the product uses the same. */
const RELAY_LOCK = 4_713_000_002;
const OPEN = 'done_at is null and failed_at is null';
const open = (alias: string): string => `${alias}.done_at is null and ${alias}.failed_at is null`;

const SUBSCRIBE = `
  insert into platform.subscriptions (subscriber, type)
  select * from unnest($1::text[], $2::text[]) on conflict do nothing`;

/**
 * For the rest of the transaction rows are found by index. PostgreSQL keeps its own plans for checking foreign keys, and one
 * made while a table was empty would read all of it for each row once it is full.
 */
const BY_INDEX = `set_config('enable_seqscan', 'off', true)`;

/** Deliveries to one subscriber that go out together, named after the first event among them. */
const batched = (rows: string): string => `
  select *, first_value(event_id) over (partition by subscriber, goes, part order by seq) as batch
  from (select *, (row_number() over (partition by subscriber, goes order by seq) - 1) / ${EVENTS_OF_A_BATCH} as part from ${rows}) p`;

/**
 * Claimed by state and never by a cursor, since a lower number can commit later. One leader at a time,
 * or a second relay could skip rows that the first one holds and lay out an aggregate's later event
 * before its earlier one. Whatever nothing is in front of goes out at once and needs no claim of its own; that is one look
 * into the index for each, since a limit can't be taken for a comparison of all that is open.
 */
const LAY_OUT = `${PLANNED_AFRESH}
  with leader as materialized (select pg_try_advisory_xact_lock(${RELAY_LOCK}) as held, ${BY_INDEX} as by_index),
  due as (
    select id, seq, type, aggregate_id, request_id from platform.outbox
    where sent_at is null and (select held and by_index is not null from leader)
    order by seq limit $1 for update skip locked
  ), wanted as (
    select due.id as event_id, due.seq, due.aggregate_id, due.request_id, s.subscriber,
      row_number() over (partition by s.subscriber, due.aggregate_id order by due.seq) = 1 and (
        select true from platform.deliveries e
        where e.subscriber = s.subscriber and e.aggregate_id = due.aggregate_id and ${open('e')} limit 1) is null as goes
    from due join platform.subscriptions s on s.type = due.type
  ), batched as (${batched('wanted')}), laid_out as (
    insert into platform.deliveries (event_id, subscriber, aggregate_id, seq, sent_at, sends, batch)
    select event_id, subscriber, aggregate_id, seq, case when goes then now() end, goes::integer, case when goes then batch end
    from batched on conflict do nothing
  ), sent as (
    update platform.outbox o set sent_at = now() from due where o.id = due.id returning 1
  )
  select s.events, c.event_id, c.subscriber, c.request_id, c.batch
  from (select count(*)::integer as events from sent) s left join batched c on c.goes order by c.seq`;

/**
 * Only the earliest open delivery of an aggregate to a subscriber is ever on the wire: one look into the index for each, and
 * not a comparison of all that is open, however much that is.
 */
const CLAIM = `${PLANNED_AFRESH}
  with due as (
    select d.event_id, d.subscriber, d.seq, true as goes from platform.deliveries d
    where d.sent_at is null and ${open('d')}
      and d.seq = (
        select e.seq from platform.deliveries e
        where e.subscriber = d.subscriber and e.aggregate_id = d.aggregate_id and ${open('e')}
        order by e.seq limit 1)
    order by d.seq limit $1 for update of d skip locked
  ), claimed as (
    update platform.deliveries d set sent_at = now(), sends = d.sends + 1, batch = b.batch
    from (${batched('due')}) b where d.event_id = b.event_id and d.subscriber = b.subscriber
    returning d.event_id, d.subscriber, d.seq, d.batch
  )
  select c.event_id, c.subscriber, o.request_id, c.batch
  from claimed c join platform.outbox o on o.id = c.event_id order by c.seq`;

const RELEASE = `${PLANNED_AFRESH}
  update platform.deliveries d set sent_at = null
  from unnest($1::uuid[], $2::text[]) as r(event_id, subscriber)
  where d.event_id = r.event_id and d.subscriber = r.subscriber and ${open('d')}`;

const OVERDUE = `${PLANNED_AFRESH}
  update platform.deliveries d set sent_at = now(), sends = d.sends + 1
  from (
    select event_id, subscriber from platform.deliveries
    where ${OPEN} and sent_at < now() - $1 * interval '1 millisecond'
    order by sent_at limit $2 for update skip locked
  ) o
  where d.event_id = o.event_id and d.subscriber = o.subscriber
  returning d.event_id, d.subscriber, null as request_id, d.batch`;

/** A failed delivery that is retried by hand and succeeds is failed no more. */
const TAKE = `${PLANNED_AFRESH}
  with taken as (
    update platform.deliveries set done_at = now(), failed_at = null, failure = null
    where event_id = any($1::uuid[]) and subscriber = $2 and done_at is null
    returning event_id, subscriber, aggregate_id, seq
  )
  select o.id, o.type, o.aggregate_id, o.payload, o.request_id, o.occurred_at, exists (
    select from platform.deliveries e
    where e.subscriber = t.subscriber and e.aggregate_id = t.aggregate_id and e.seq > t.seq and ${open('e')}
  ) as followed
  from taken t join platform.outbox o on o.id = t.event_id order by t.seq`;

const FAIL = `
  update platform.deliveries set failed_at = now(), failure = $3
  where event_id = $1 and subscriber = $2 and done_at is null`;

const OLDEST = `
  select coalesce(extract(epoch from now() - least(
    (select occurred_at from platform.outbox where sent_at is null order by seq limit 1),
    (select o.occurred_at from platform.deliveries d join platform.outbox o on o.id = d.event_id
      where ${open('d')} order by d.seq limit 1)
  )), 0)::float8 as seconds`;

const PRUNE = `
  with planned as materialized (select ${BY_INDEX} as by_index)
  delete from platform.outbox o where o.id in (
    select p.id from platform.outbox p
    where (select by_index is not null from planned) and p.sent_at < now() - $1 * interval '1 day'
      and not exists (select from platform.deliveries d where d.event_id = p.id and d.done_at is null)
    order by p.sent_at limit $2)`;

/** The tables behind at-least-once: what is to be delivered to whom, and what has been. */
export class Deliveries {
  constructor(private readonly sql: Sql) {}

  /**
   * Remembers who subscribes to what. It is kept in the database so that a relay of an older version
   * also lays out the events of a subscriber that only newer workers have; a subscriber that is given
   * up is deleted by a migration.
   */
  async subscribe(pairs: { subscriber: string; type: string }[]): Promise<void> {
    if (pairs.length === 0) return;
    await this.sql.execute(SUBSCRIBE, [pairs.map((pair) => pair.subscriber), pairs.map((pair) => pair.type)]);
  }

  /**
   * Turns new events into deliveries, and claims those that nothing is in front of.
   * @returns how many events that were, which is 0 also where another relay leads, and what is to be sent
   */
  async layOut(limit: number): Promise<{ events: number; claimed: Delivery[] }> {
    const rows = await this.sql.query<LaidOutRow>(LAY_OUT, [limit]);
    return { events: rows[0]!.events, claimed: rows.filter(isClaimed).map(toDelivery) };
  }

  /** Takes deliveries that waited and may be sent now, and marks them sent. */
  async claim(limit: number): Promise<Delivery[]> {
    return (await this.sql.query<DeliveryRow>(CLAIM, [limit])).map(toDelivery);
  }

  /** Gives back what was claimed and could not be sent. */
  async release(deliveries: Delivery[]): Promise<void> {
    await this.sql.execute(RELEASE, [deliveries.map((one) => one.eventId), deliveries.map((one) => one.subscriber)]);
  }

  /** Deliveries sent longer ago than that and still open; each is named once per such time. */
  async overdue(milliseconds: number, limit: number): Promise<Delivery[]> {
    return (await this.sql.query<DeliveryRow>(OVERDUE, [milliseconds, limit])).map(toDelivery);
  }

  /**
   * Marks deliveries to a subscriber done in the transaction of the surrounding unit of work.
   * @returns the events in their order, without those that were done before, and whether others wait behind them
   */
  async take(subscriber: string, eventIds: readonly string[]): Promise<{ events: PublishedEvent[]; followed: boolean }> {
    const rows = await this.sql.lock<TakenRow>(TAKE, [eventIds, subscriber]);
    return { events: rows.map(toEvent), followed: rows.some(({ followed }) => followed) };
  }

  /** Sets a delivery aside for a person to look at. `failure` names the kind of error only. */
  async fail({ eventId, subscriber }: Delivery, failure: string): Promise<void> {
    await this.sql.execute(FAIL, [eventId, subscriber, failure]);
  }

  /** Seconds since the oldest event was recorded that is not yet delivered to everybody; 0 when there is none. */
  async oldestDueAge(): Promise<number> {
    const [row] = await this.sql.query<{ seconds: number }>(OLDEST);
    return Math.max(0, row?.seconds ?? 0);
  }

  /** How many deliveries were set aside and wait for a person. */
  async failedCount(): Promise<number> {
    const [row] = await this.sql.query<{ failed: number }>(
      'select count(*)::integer as failed from platform.deliveries where failed_at is not null',
    );
    return row?.failed ?? 0;
  }

  /** Deletes events that were delivered to everybody more than so many days ago. */
  async prune(days: number, limit: number): Promise<number> {
    return this.sql.execute(PRUNE, [days, limit]);
  }
}

function isClaimed(row: LaidOutRow): row is LaidOutRow & DeliveryRow {
  return row.event_id !== null;
}

function toDelivery(row: DeliveryRow): Delivery {
  const { event_id: eventId, subscriber, request_id: requestId, batch } = row;
  return { eventId, subscriber, ...(requestId === null ? {} : { requestId }), ...(batch ? { batch } : {}) };
}

function toEvent(row: TakenRow): PublishedEvent {
  return {
    id: row.id,
    type: row.type,
    aggregateId: row.aggregate_id,
    payload: row.payload,
    occurredAt: Temporal.Instant.from(instantText(row.occurred_at)),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
  };
}
