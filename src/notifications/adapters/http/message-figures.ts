import { Injectable } from '@nestjs/common';
import { Metrics } from '#http';
import { MessagesQuery } from '../persistence/messages.query.js';

/** Shows whether messages get sent: what waits, what was given up, and what nobody knows. */
@Injectable()
export class MessageFigures {
  constructor(metrics: Metrics, messages: MessagesQuery) {
    metrics.gauge('messages_oldest_due_seconds', 'Age of the oldest message that is due and neither sent nor given up.', () =>
      messages.oldestDueAge(),
    );
    metrics.gauge('messages_dead', 'Messages that were given up and wait for a person.', () => messages.deadCount());
    metrics.gauge('message_deliveries_unknown', 'Messages of which nobody knows whether their provider took them.', () =>
      messages.unknownCount(),
    );
  }
}
