import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingMessage } from '../domain/outgoing-message.js';
import type { Channel } from '../notifications.facade.js';
import { DeliverMessages } from './deliver-messages.js';
import { Carrier, Carriers, Deliveries, type RecordedOutcome } from './ports.js';

class Postbox extends Carrier {
  readonly taken: string[] = [];
  readonly refused = new Map<string, Error>();
  readonly slow = new Map<string, Promise<void>>();
  underWay = 0;
  most = 0;

  override async carry({ to }: OutgoingMessage, messageId: string): Promise<string | undefined> {
    this.most = Math.max(this.most, ++this.underWay);
    await this.slow.get(to);
    this.underWay -= 1;
    const refusal = this.refused.get(to);
    if (refusal) throw refusal;
    this.taken.push(messageId);
    return `provider ${messageId}`;
  }

  override outcomeOf(error: unknown): ReturnType<Carrier['outcomeOf']> {
    return (error as { responseCode?: number }).responseCode === 550 ? 'refused' : 'failed';
  }
}

class OnlyEmail extends Carriers {
  constructor(private readonly postbox: Postbox) {
    super();
  }

  override of(channel: Channel): Carrier | undefined {
    return channel === 'email' ? this.postbox : undefined;
  }
}

class Ledger extends Deliveries {
  readonly states = new Map<string, string>();
  readonly writings: number[] = [];
  onSettled: () => void = () => undefined;

  override async begin(messages: readonly OutgoingMessage[]): Promise<ReadonlySet<string>> {
    const open = messages.map(({ key }) => key).filter((key) => this.states.get(key) !== 'sent');
    open.forEach((key) => this.states.set(key, 'attempting'));
    return new Set(open);
  }

  override async settle(outcomes: readonly RecordedOutcome[]): Promise<void> {
    this.writings.push(outcomes.length);
    for (const { key, outcome, failure } of outcomes) this.states.set(key, failure === undefined ? outcome : `${outcome}: ${failure}`);
    this.onSettled();
  }

  override async giveUpWaiting(): Promise<void> {
    throw new Error('not expected here');
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

const refusal = (responseCode: number) => Object.assign(new Error('ada@example.org unknown'), { code: 'EENVELOPE', responseCode });

describe('delivering messages', () => {
  let postbox: Postbox;
  let ledger: Ledger;
  let delivery: DeliverMessages;

  beforeEach(() => {
    postbox = new Postbox();
    ledger = new Ledger();
    delivery = new DeliverMessages(new OnlyEmail(postbox), ledger);
  });

  it('hands each over under an id made of its key', async () => {
    expect(await delivery.execute([reminder])).toEqual([{ key: 'r1', outcome: 'sent' }]);
    expect(postbox.taken).toEqual(['r1@aceso.invalid']);
    expect(ledger.states.get('r1')).toBe('sent');
  });

  it('does not send again what is on record as sent', async () => {
    await delivery.execute([reminder]);
    expect(await delivery.execute([reminder])).toEqual([{ key: 'r1', outcome: 'sent' }]);
    expect(postbox.taken).toHaveLength(1);
  });

  it('repeats an attempt whose outcome is unknown under the same id', async () => {
    await ledger.begin([reminder]);
    await delivery.execute([reminder]);
    expect(postbox.taken).toEqual(['r1@aceso.invalid']);
  });

  it('records a refusal by its code, without the recipient, and tells one for good from one for now', async () => {
    postbox.refused.set('ada@example.org', refusal(550)).set('bob@example.org', refusal(450));
    const outcomes = await delivery.execute([reminder, { ...reminder, key: 'r2', to: 'bob@example.org' }]);
    expect(outcomes).toEqual([
      { key: 'r1', outcome: 'refused', failure: 'EENVELOPE 550' },
      { key: 'r2', outcome: 'failed', failure: 'EENVELOPE 450' },
    ]);
    expect(ledger.states.get('r1')).toBe('refused: EENVELOPE 550');
  });

  it('says in the order of the messages how each ended, and lets no failure stop the others', async () => {
    postbox.refused.set('bad@example.org', refusal(550));
    const many = Array.from({ length: 100 }, (_, number) => ({ ...reminder, key: `m${number}`, to: number === 7 ? 'bad@example.org' : 'ok' }));
    const outcomes = await delivery.execute(many);
    expect(outcomes.map(({ key }) => key)).toEqual(many.map(({ key }) => key));
    expect(outcomes.filter(({ outcome }) => outcome === 'sent')).toHaveLength(99);
    expect(postbox.most).toBe(20);
    expect(ledger.writings.length).toBeLessThanOrEqual(11);
    expect(ledger.writings.reduce((sum, each) => sum + each, 0)).toBe(100);
  });

  it('puts outcomes on record while a slow one is still under way', async () => {
    const many = Array.from({ length: 30 }, (_, number) => ({ ...reminder, key: `m${number}`, to: number === 0 ? 'slow@example.org' : 'ok' }));
    let answer: () => void = () => undefined;
    postbox.slow.set('slow@example.org', new Promise((resolve) => (answer = resolve)));
    ledger.onSettled = () => [...ledger.states.values()].filter((state) => state === 'sent').length >= 20 && answer();
    expect(await delivery.execute(many)).toHaveLength(30);
    expect(ledger.states.get('m0')).toBe('sent');
  });

  it('refuses for good where no provider serves the channel, and records no attempt', async () => {
    expect(await delivery.execute([{ ...reminder, channel: 'sms' }])).toEqual([
      { key: 'r1', outcome: 'refused', failure: 'no provider for sms' },
    ]);
    expect(ledger.states.size).toBe(0);
  });
});
