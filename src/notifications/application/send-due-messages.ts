import type { Clock, UnitOfWork } from '#kernel';
import type { Message } from '../domain/message.js';
import type { Messages } from '../domain/messages.js';
import type { AddressedOrder, DeliveryOutcome } from '../notifications.facade.js';
import type { ComposeMessages } from './compose-messages.js';
import type { DeliverMessages } from './deliver-messages.js';
import type { DeadLetters } from './ports.js';

const MOST_AT_ONCE = 100;
/** Minutes after which an attempt that has no outcome counts as interrupted. */
const LEASE_MINUTES = 5;

interface Sending {
  id: string;
  order: AddressedOrder;
}

/** Sends what was requested and is due. Whatever is interrupted is found by a later run. */
export class SendDueMessages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly compose: ComposeMessages,
    private readonly deliver: DeliverMessages,
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were attempted */
  async execute(): Promise<number> {
    let attempted = 0;
    for (;;) {
      const sendings = await this.unitOfWork.run(() => this.claim());
      await this.send(sendings);
      attempted += sendings.length;
      if (sendings.length < MOST_AT_ONCE) return attempted;
    }
  }

  private async claim(): Promise<Sending[]> {
    const now = this.clock.now();
    const due = await this.messages.due(now, MOST_AT_ONCE);
    return due.flatMap((message) => {
      if (message.status === 'sending') message.interrupt(now);
      if (message.isExpired(now) || message.recipient === undefined) {
        message.expire();
        return [];
      }
      message.startSending(now.add({ minutes: LEASE_MINUTES }));
      return [{ id: message.id, order: orderOf(message) }];
    });
  }

  private async send(sendings: readonly Sending[]): Promise<void> {
    if (sendings.length === 0) return;
    const outcomes = await this.deliver.execute(await this.compose.execute(sendings.map(({ order }) => order)));
    const byId = new Map(sendings.map(({ id }, index) => [id, outcomes[index]!]));
    const dead = await this.unitOfWork.run(() => this.settle(byId));
    if (dead.length > 0) await this.deadLetters.show(dead);
  }

  private async settle(outcomes: ReadonlyMap<string, DeliveryOutcome>): Promise<string[]> {
    const now = this.clock.now();
    const messages = await this.messages.lock([...outcomes.keys()]);
    for (const message of messages.filter(({ status }) => status === 'sending')) {
      const { outcome, failure = outcome } = outcomes.get(message.id)!;
      if (outcome === 'sent') message.markSent(now);
      else message.markFailed({ why: failure, final: outcome === 'refused' }, now);
    }
    return messages.filter(({ status }) => status === 'dead').map(({ id }) => id);
  }
}

function orderOf({ deliveryKey, kind, facilityId, channel, recipient, payload }: Message): AddressedOrder {
  const { languages, data, calendar } = payload!;
  return { key: deliveryKey, kind, facilityId, channel, to: recipient!, languages, data, calendar };
}
