import type { Clock, Ids } from '#kernel';
import { Message } from '../domain/message.js';
import type { Messages } from '../domain/messages.js';
import type { RequestedMessage } from '../notifications.facade.js';

/** Takes an order into the surrounding unit of work, so that it is carried out if and only if that succeeds. */
export class RequestMessage {
  constructor(
    private readonly messages: Messages,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute({ key, kind, facilityId, patientId, recipients, languages, data, calendar, notBefore, notAfter }: RequestedMessage): void {
    if (recipients.length === 0) throw new Error(`The message ${key} has no recipient.`);
    const message = new Message({
      id: this.ids.next(),
      ...{ key, kind, facilityId, patientId },
      payload: { recipients, languages: languages.filter((tag) => tag !== undefined), data, ...(calendar ? { calendar } : {}) },
      dueAt: notBefore ?? this.clock.now(),
      expiresAt: notAfter,
    });
    this.messages.add(message);
  }
}
