import { instantText, type Sql } from '#persistence';
import type { Channel } from '../../domain/channel.js';
import type { DeliveryStatus } from '../../domain/delivery.js';
import type { MessageStatus } from '../../domain/message-machine.js';

/** A requested message as it is shown: whom it concerns by id, never an address or a text. */
export interface MessageView {
  id: string;
  key: string;
  kind: string;
  facilityId?: string;
  patientId?: string;
  channel: Channel;
  status: MessageStatus;
  attempts: number;
  dueAt: string;
  sentAt?: string;
  note?: string;
  version: number;
}

/** How far a message has come with its provider. */
export interface DeliveryView {
  key: string;
  kind: string;
  channel: Channel;
  status: DeliveryStatus;
  attempts: number;
  firstAttemptedAt: string;
  attemptedAt: string;
  sentAt?: string;
  deliveredAt?: string;
  failure?: string;
  providerId?: string;
}

type Nullable<T> = { [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name] };
type MessageRow = Nullable<MessageView>;
type DeliveryRow = Nullable<DeliveryView>;

export interface DeliveryFilter {
  status?: string;
  channel?: string;
  kind?: string;
}

const MESSAGE = `select id, key, kind, facility_id as "facilityId", patient_id as "patientId", channel, status, attempts,
  due_at as "dueAt", sent_at as "sentAt", note, version from notifications.messages`;

const DELIVERY = `select key, kind, channel, status, attempts, first_attempted_at as "firstAttemptedAt", attempted_at as "attemptedAt",
  sent_at as "sentAt", delivered_at as "deliveredAt", failure, provider_id as "providerId" from notifications.deliveries`;

/** Messages and deliveries for people to look at, and figures of them. */
export class MessagesQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<MessageView | undefined> {
    const row = await this.sql.first<MessageRow>(`${MESSAGE} where id = $1`, [id]);
    return row && messageOf(row);
  }

  /** In the order in which they are due; one more than the limit where there are more. */
  async messages({ status, kind }: { status?: string; kind?: string }, limit: number, after: string[] = []): Promise<MessageView[]> {
    const rows = await this.sql.query<MessageRow>(
      `${MESSAGE} where ($1::text is null or status = $1) and ($2::text is null or kind = $2)
       and ($3::timestamptz is null or (due_at, id) > ($3, $4::uuid)) order by due_at, id limit $5`,
      [status ?? null, kind ?? null, after[0] ?? null, after[1] ?? null, limit + 1],
    );
    return rows.map(messageOf);
  }

  /** The latest attempts first; one more than the limit where there are more. */
  async deliveries({ status, channel, kind }: DeliveryFilter, limit: number, after: string[] = []): Promise<DeliveryView[]> {
    const rows = await this.sql.query<DeliveryRow>(
      `${DELIVERY} where ($1::text is null or status = $1) and ($2::text is null or channel = $2) and ($3::text is null or kind = $3)
       and ($4::timestamptz is null or (attempted_at, key) < ($4, $5)) order by attempted_at desc, key desc limit $6`,
      [status ?? null, channel ?? null, kind ?? null, after[0] ?? null, after[1] ?? null, limit + 1],
    );
    return rows.map(deliveryOf);
  }

  /** Seconds. */
  oldestDueAge(): Promise<number> {
    return this.figure(`select coalesce(extract(epoch from now() - min(due_at)), 0)::float8 as figure from notifications.messages
      where status in ('queued', 'sending', 'failed') and due_at <= now()`);
  }

  deadCount(): Promise<number> {
    return this.figure(`select count(*)::integer as figure from notifications.messages where status = 'dead'`);
  }

  unknownCount(): Promise<number> {
    return this.figure(`select count(*)::integer as figure from notifications.deliveries where status = 'unknown'`);
  }

  private async figure(statement: string): Promise<number> {
    return (await this.sql.first<{ figure: number }>(statement))?.figure ?? 0;
  }
}

function messageOf({ facilityId, patientId, dueAt, sentAt, note, ...row }: MessageRow): MessageView {
  return {
    ...row,
    facilityId: facilityId ?? undefined,
    patientId: patientId ?? undefined,
    dueAt: instantText(dueAt),
    sentAt: instantText(sentAt),
    note: note ?? undefined,
  };
}

function deliveryOf({ firstAttemptedAt, attemptedAt, sentAt, deliveredAt, failure, providerId, ...row }: DeliveryRow): DeliveryView {
  return {
    ...row,
    firstAttemptedAt: instantText(firstAttemptedAt),
    attemptedAt: instantText(attemptedAt),
    sentAt: instantText(sentAt),
    deliveredAt: instantText(deliveredAt),
    failure: failure ?? undefined,
    providerId: providerId ?? undefined,
  };
}
