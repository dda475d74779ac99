import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingMessage } from '../notifications.facade.js';
import { DeliverMessage } from './deliver-message.js';
import { Carrier, Carriers, Deliveries } from './ports.js';

class Postbox extends Carrier {
  readonly taken: string[] = [];
  refusal?: Error;

  override async carry(_: OutgoingMessage, messageId: string): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.taken.push(messageId);
  }
}

class OnlyEmail extends Carriers {
  constructor(private readonly postbox: Postbox) {
    super();
  }

  override of(channel: OutgoingMessage['channel']): Carrier | undefined {
    return channel === 'email' ? this.postbox : undefined;
  }
}

class Ledger extends Deliveries {
  readonly states = new Map<string, string>();

  override async begin({ key }: OutgoingMessage): Promise<boolean> {
    if (this.states.get(key) === 'sent') return false;
    this.states.set(key, 'attempting');
    return true;
  }

  override async markSent(key: string): Promise<void> {
    this.states.set(key, 'sent');
  }

  override async markFailed(key: string, failure: string): Promise<void> {
    this.states.set(key, `failed: ${failure}`);
  }
}

const reminder: OutgoingMessage = {
  key: 'r1',
  kind: 'appointment-reminder',
  channel: 'email',
  to: 'ada@example.org',
  subject: 'Your appointment',
  text: 'Tomorrow at nine.',
};

describe('delivering a message', () => {
  let postbox: Postbox;
  let ledger: Ledger;
  let delivery: DeliverMessage;

  beforeEach(() => {
    postbox = new Postbox();
    ledger = new Ledger();
    delivery = new DeliverMessage(new OnlyEmail(postbox), ledger);
  });

  it('hands it over under an id made of its key', async () => {
    await delivery.deliver(reminder);

    expect(postbox.taken).toEqual(['r1@aceso.invalid']);
    expect(ledger.states.get('r1')).toBe('sent');
  });

  it('does not send again what is on record as sent', async () => {
    await delivery.deliver(reminder);
    await delivery.deliver(reminder);

    expect(postbox.taken).toHaveLength(1);
  });

  it('repeats an attempt whose outcome is unknown under the same id', async () => {
    await ledger.begin(reminder);
    await delivery.deliver(reminder);

    expect(postbox.taken).toEqual(['r1@aceso.invalid']);
  });

  it('records a refusal by its code, without the recipient', async () => {
    postbox.refusal = Object.assign(new Error('550 ada@example.org unknown'), { code: 'EENVELOPE', responseCode: 550 });

    await expect(delivery.deliver(reminder)).rejects.toThrow('EENVELOPE 550');
    expect(ledger.states.get('r1')).toBe('failed: EENVELOPE 550');
  });

  it('is refused where no provider serves the channel', async () => {
    await expect(delivery.deliver({ ...reminder, channel: 'sms' })).rejects.toMatchObject({ failure: 'no provider for sms' });
  });
});
