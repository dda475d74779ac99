import { Choice, InstantText, PageQuery, Text, Uuid, Whole } from '#http';
import { type Channel, channels } from '../../domain/channel.js';
import { type DeliveryStatus, deliveryStatuses } from '../../domain/delivery.js';
import { messageKindNames } from '../../domain/message-kinds.js';
import { type MessageStatus, messageStatuses } from '../../domain/message-machine.js';

export class MessagesPageQuery extends PageQuery {
  @Choice(messageStatuses, { optional: true, description: '`dead`: what was given up and waits for a person.' })
  status?: string;

  @Choice(messageKindNames, { optional: true })
  kind?: string;
}

export class MessageAnswer {
  @Uuid()
  id!: string;

  @Text({ max: 300, description: 'Names the message over all attempts.', example: 'appointment-booked.01990000.1' })
  key!: string;

  @Choice(messageKindNames)
  kind!: string;

  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  patientId?: string;

  @Choice(channels, { description: 'The channel that is tried at present.' })
  channel!: Channel;

  @Choice(messageStatuses)
  status!: MessageStatus;

  @Whole()
  attempts!: number;

  @InstantText()
  dueAt!: string;

  @InstantText({ optional: true })
  sentAt?: string;

  @Text({ optional: true, description: 'Why the last attempt failed.', example: 'EENVELOPE 550' })
  note?: string;

  @Whole({ min: 1 })
  version!: number;
}

export class DeliveriesPageQuery extends PageQuery {
  @Choice(deliveryStatuses, { optional: true, description: '`unknown`: the provider may have the message or not.' })
  status?: string;

  @Choice(channels, { optional: true })
  channel?: string;

  @Text({ optional: true, max: 60, example: 'appointment-reminder' })
  kind?: string;
}

export class DeliveryAnswer {
  @Text({ max: 300, description: 'The Message-ID before its @, or the webhook-id.', example: 'reminder-01990000' })
  key!: string;

  @Text({ max: 60, example: 'appointment-reminder' })
  kind!: string;

  @Choice(channels)
  channel!: Channel;

  @Choice(deliveryStatuses)
  status!: DeliveryStatus;

  @Whole({ min: 1 })
  attempts!: number;

  @InstantText()
  firstAttemptedAt!: string;

  @InstantText()
  attemptedAt!: string;

  @InstantText({ optional: true })
  sentAt?: string;

  @InstantText({ optional: true })
  deliveredAt?: string;

  @Text({ optional: true, description: 'The provider’s code, never its text.', example: 'EANSWER 503' })
  failure?: string;

  @Text({ optional: true, description: 'The provider’s own id.' })
  providerId?: string;
}
