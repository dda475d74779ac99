import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import type { Channel } from '../../domain/channel.js';
import { Delivery, type DeliveryStatus } from '../../domain/delivery.js';
import { Message, type Payload } from '../../domain/message.js';
import type { MessageKind } from '../../domain/message-kinds.js';
import type { MessageStatus } from '../../domain/message-machine.js';
import { MessageTemplate } from '../../domain/message-template.js';
import type { MessageTexts } from '../../domain/message-wording.js';
import { Messages, MessageTemplates } from '../../domain/messages.js';

export const MessageMapping = defineEntity({
  class: Message,
  tableName: 'messages',
  schema: 'notifications',
  properties: {
    id: p.uuid().primary(),
    key: p.text(),
    kind: p.text().$type<MessageKind>(),
    facilityId: p.uuid().nullable(),
    patientId: p.uuid().nullable(),
    channel: p.text().$type<Channel>(),
    payload: p.json<Payload>().nullable(),
    status: p.text().$type<MessageStatus>(),
    attempts: p.integer(),
    failures: p.integer(),
    dueAt: p.type(InstantType),
    expiresAt: p.type(InstantType).nullable(),
    claimedUntil: p.type(InstantType).nullable(),
    sentAt: p.type(InstantType).nullable(),
    note: p.text().nullable(),
    version: p.integer().version(),
  },
});

export const MessageTemplateMapping = defineEntity({
  class: MessageTemplate,
  tableName: 'message_templates',
  schema: 'notifications',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    kind: p.text().$type<MessageKind>(),
    language: p.text(),
    texts: p.json<MessageTexts>(),
    version: p.integer().version(),
  },
});

export const DeliveryMapping = defineEntity({
  class: Delivery,
  tableName: 'deliveries',
  schema: 'notifications',
  properties: {
    id: p.text().primary().fieldName('key'),
    kind: p.text(),
    channel: p.text().$type<Channel>(),
    status: p.text().$type<DeliveryStatus>(),
    attempts: p.integer(),
    sentAt: p.type(InstantType).nullable(),
    deliveredAt: p.type(InstantType).nullable(),
    failure: p.text().nullable(),
    providerId: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('message_templates_facility', () => new NotFound('facility'));

const DUE = `
  select id from notifications.messages
  where status in ('queued', 'sending', 'failed') and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
  order by due_at limit $2 for update skip locked`;

export class MikroOrmMessages extends Messages {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(message: Message): void {
    const { id, key, kind, facilityId, patientId, channel, payload, status, dueAt, expiresAt } = message;
    this.entities.insert({
      table: 'notifications.messages',
      row: {
        ...{ id, key, kind, facility_id: facilityId, patient_id: patientId, channel },
        payload: JSON.stringify(payload),
        ...{ status, due_at: dueAt.toString(), expires_at: expiresAt?.toString() },
      },
      ifAbsent: true,
    });
  }

  override async get(id: string): Promise<Message> {
    const message = await this.entities.find(Message, { id });
    if (!message) throw new NotFound('message');
    return message;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async due(now: Temporal.Instant, limit: number): Promise<Message[]> {
    const rows = await this.sql.lock<{ id: string }>(DUE, [now.toString(), limit]);
    return this.load(rows);
  }

  override async lock(ids: readonly string[]): Promise<Message[]> {
    const rows = await this.sql.lock<{ id: string }>(
      'select id from notifications.messages where id = any($1::uuid[]) order by id for update',
      [ids],
    );
    return this.load(rows);
  }

  override async ofDelivery(deliveryKey: string): Promise<Message | undefined> {
    const end = deliveryKey.lastIndexOf('.');
    const rows = await this.sql.lock<{ id: string }>(
      'select id from notifications.messages where key = $1 and channel = $2 for update',
      [deliveryKey.slice(0, Math.max(0, end)), deliveryKey.slice(end + 1)],
    );
    return (await this.load(rows))[0];
  }

  private async load(rows: readonly { id: string }[]): Promise<Message[]> {
    if (rows.length === 0) return [];
    return this.entities.findAll(Message, { id: { $in: rows.map(({ id }) => id) } });
  }
}

export class MikroOrmMessageTemplates extends MessageTemplates {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  /** Two who set the same one at the same time meet on its key: the second changes what the first has made. */
  override add(template: MessageTemplate): void {
    this.entities.add(template, 'message-template');
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async remove({ id }: MessageTemplate): Promise<void> {
    await this.sql.execute('delete from notifications.message_templates where id = $1', [id]);
  }

  override find(facilityId: string, kind: MessageKind, language: string): Promise<MessageTemplate | undefined> {
    return this.entities.find(MessageTemplate, { facilityId, kind, language });
  }

  override byId(id: string): Promise<MessageTemplate | undefined> {
    return this.entities.find(MessageTemplate, { id });
  }

  override of(facilityIds: readonly string[], kinds: readonly MessageKind[]): Promise<MessageTemplate[]> {
    return this.entities.findAll(MessageTemplate, { facilityId: { $in: [...facilityIds] }, kind: { $in: [...kinds] } });
  }
}
