import { DomainError } from '#kernel';
import { NotificationsFacade, type OutgoingMessage } from '../notifications.facade.js';
import type { Carriers, Deliveries } from './ports.js';

/** The provider of a channel refused a message or was away; `failure` says so without the recipient. */
export class UndeliverableMessage extends DomainError {
  readonly code = 'undeliverable-message';
  readonly kind = 'unavailable';

  constructor(readonly failure: string) {
    super(`The message could not be handed over: ${failure}.`);
  }
}

/** Domain of our Message-IDs: never a deliverable one (RFC 2606). */
const MESSAGE_ID_DOMAIN = 'aceso.invalid';

/**
 * Delivers one message. The attempt is on record before it is made, so a process that is killed in
 * between leaves an attempt without an outcome; the repetition carries the same Message-ID, by which
 * mail servers and people recognise the same message.
 */
export class DeliverMessage extends NotificationsFacade {
  constructor(
    private readonly carriers: Carriers,
    private readonly deliveries: Deliveries,
  ) {
    super();
  }

  override async deliver(message: OutgoingMessage): Promise<void> {
    const carrier = this.carriers.of(message.channel);
    if (!carrier) throw new UndeliverableMessage(`no provider for ${message.channel}`);
    if (!(await this.deliveries.begin(message))) return;
    try {
      await carrier.carry(message, `${message.key}@${MESSAGE_ID_DOMAIN}`);
    } catch (error) {
      const failure = failureOf(error);
      await this.deliveries.markFailed(message.key, failure);
      throw new UndeliverableMessage(failure);
    }
    await this.deliveries.markSent(message.key);
  }
}

/** The provider's code rather than its text, which may repeat the recipient. */
function failureOf(error: unknown): string {
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return [code ?? name ?? 'failure', responseCode].filter((part) => part !== undefined).join(' ');
}
