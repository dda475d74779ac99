import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { isPublic } from '../../../src/notifications/adapters/outbound/checked-addresses.js';
import { WebhookCarrier } from '../../../src/notifications/adapters/outbound/webhook.carrier.js';
import type { OutgoingMessage } from '../../../src/notifications/domain/outgoing-message.js';
import { MessageSink } from '../../harness/message-sink.js';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const message: OutgoingMessage = { key: 'r1', kind: 'appointment-reminder', channel: 'sms', to: '+49 30 1', subject: '', text: 'At nine.' };

describe('messages by signed HTTP POST', () => {
  const sink = new MessageSink();
  let carrier: WebhookCarrier;

  beforeAll(async () => {
    await sink.start();
    carrier = new WebhookCarrier({ url: sink.url, secret, allowedHosts: ['127.0.0.1'] });
  });

  beforeEach(() => {
    sink.posted.splice(0);
    delete sink.manners;
  });

  afterAll(async () => {
    await carrier.close();
    await sink.stop();
  });

  /** How an attempt ended, as it would go on record. */
  async function outcome(of = carrier): Promise<string> {
    try {
      return `sent ${await of.carry(message)}`;
    } catch (error) {
      return of.outcomeOf(error);
    }
  }

  it('arrive signed, under the message’s key', async () => {
    expect(await outcome()).toBe('sent provider-1');
    const [{ headers, body }] = sink.posted as [(typeof sink.posted)[0]];
    expect(headers['webhook-id']).toBe('r1');
    const said = new Webhook(secret).verify(body, headers as Record<string, string>);
    const data = { key: 'r1', kind: 'appointment-reminder', to: '+49 30 1', text: 'At nine.' };
    expect(said).toMatchObject({ type: 'message.sms', data });
    const other = new Webhook(`whsec_${randomBytes(24).toString('base64')}`);
    expect(() => other.verify(body, headers as Record<string, string>)).toThrow();
  });

  it.each([
    [200, 'sent provider-1'],
    [400, 'refused'],
    [410, 'refused'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ])('are taken, refused for good or to be repeated: %i', async (status, expected) => {
    sink.manners = (reply) => reply.writeHead(status).end(JSON.stringify({ id: 'provider-1' }));
    expect(await outcome()).toBe(expected);
  });

  it('are sent whatever nonsense follows a yes', async () => {
    sink.manners = (reply) => reply.writeHead(202).end('x'.repeat(100_000));
    expect(await outcome()).toBe('sent undefined');
  });

  it('have an unknown outcome where the other side hangs up after it has them', async () => {
    sink.manners = (reply) => void reply.destroy();
    expect(await outcome()).toBe('unknown');
  });

  it('have failed where nobody listens', async () => {
    const gone = await new MessageSink().start();
    const { url } = gone;
    await gone.stop();
    const nobody = new WebhookCarrier({ url, secret, allowedHosts: ['127.0.0.1'] });
    expect(await outcome(nobody)).toBe('failed');
    await nobody.close();
  });

  it('follow no redirect, least of all to the inside', async () => {
    const inside = await new MessageSink().start();
    sink.manners = (reply) => reply.writeHead(307, { location: inside.url }).end();
    expect(await outcome()).toBe('refused');
    expect(inside.posted).toEqual([]);
    await inside.stop();
  });

  describe('to the inside', () => {
    const opened: WebhookCarrier[] = [];
    afterEach(async () => void (await Promise.all(opened.splice(0).map((each) => each.close()))));

    const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '0x7f.1'];
    it.each(hosts)('%s are refused', async (host) => {
      const { port } = new URL(sink.url);
      const inward = new WebhookCarrier({ url: `http://${host}:${port}/`, secret, allowedHosts: [] });
      opened.push(inward);
      expect(await outcome(inward)).toBe('refused');
      expect(sink.posted).toEqual([]);
    });

    it('reach a host that is named, by its name', async () => {
      const named = new WebhookCarrier({ url: sink.url.replace('127.0.0.1', 'localhost'), secret, allowedHosts: ['LOCALHOST'] });
      opened.push(named);
      expect(await outcome(named)).toMatch(/^sent/);
    });
  });

  it('know which addresses are on the internet', () => {
    const inside = ['10.0.0.1', '172.16.3.4', '192.168.1.1', '169.254.169.254', '100.64.0.1', 'fd00::1', 'fe80::1', '::'];
    expect(inside.filter(isPublic)).toEqual([]);
    expect(['93.184.216.34', '2606:2800:220:1::1'].filter(isPublic)).toHaveLength(2);
  });
});
