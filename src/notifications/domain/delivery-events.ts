/** What a provider's receipt said of one message. */
export interface DeliveryFact {
  /** The key under which the message was given to us. */
  key: string;
  kind: string;
  channel: string;
}

export const deliveryEvents = {
  delivered: 'notifications.message-delivered.v1',
  bounced: 'notifications.message-bounced.v1',
} as const;
