import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { UnitOfWork } from '#kernel';
import { Queues } from '#messaging';
import { FixedClock } from '#testing';
import { SendDueMessages } from '../../../src/notifications/application/send-due-messages.js';
import { NotificationsFacade, type RequestedMessage } from '../../../src/notifications/index.js';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { MailServer } from '../../harness/mail-server.js';
import { MessageSink } from '../../harness/message-sink.js';
import { until } from '../../harness/until.js';

const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

interface Seen {
  id: string;
  key: string;
  status: string;
  attempts: number;
}

describe('requested messages', () => {
  const mail = new MailServer();
  const sink = new MessageSink();
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  const receiptsSecret = newSecret();
  let app: TestApp;
  let ops: Api;

  beforeAll(async () => {
    await Promise.all([mail.start(), sink.start()]);
    const env = {
      SMTP_URL: mail.url,
      SMS_URL: sink.url,
      SMS_SECRET: newSecret(),
      INTERNAL_HOSTS: '127.0.0.1',
      RECEIPTS_SECRET: receiptsSecret,
    };
    app = await startTestApp({ env, clock, work: true });
    ops = await app.as('ops');
  });

  beforeEach(() => {
    mail.received.splice(0);
    sink.posted.splice(0);
    delete sink.manners;
  });

  afterAll(async () => {
    await app.close();
    await Promise.all([mail.stop(), sink.stop()]);
  });

  const when = { at: '2027-03-10T15:00:00Z', timeZone: 'Europe/Berlin' };
  const offer = { when, expiresAt: { at: '2027-03-09T15:00:00Z', timeZone: 'UTC' } };

  async function request(changes: Partial<RequestedMessage> = {}): Promise<string> {
    const key = changes.key ?? `test-${randomUUIDv7()}`;
    const message: RequestedMessage = {
      key,
      kind: 'wait-list-offer',
      recipients: [{ channel: 'email', to: 'ada@example.org' }],
      languages: ['de-AT'],
      data: { ...offer, facility: 'Charité' },
      ...changes,
    };
    await app.app.get(UnitOfWork).run(async () => app.app.get(NotificationsFacade).request(message));
    return key;
  }

  const send = (): Promise<number> => app.app.get(SendDueMessages, { strict: false }).execute();

  async function messageOf(key: string): Promise<Seen> {
    const { body } = await ops.get('/messages?limit=200');
    return body['items'].find((each: { key: string }) => each.key === key);
  }

  /** Sends until a message is in that state. */
  async function settled(key: string, status: string): Promise<Seen> {
    await until(async () => {
      await send();
      return (await messageOf(key)).status === status;
    });
    return messageOf(key);
  }

  it('go out once for each key, in the reader’s language, and are forgotten then', async () => {
    const key = await request();
    await request({ key });
    await settled(key, 'sent');
    const subject = expect.stringMatching(/^Ein Termin ist für Sie frei geworden: Mittwoch, 10\. März 2027/);
    expect(mail.received).toMatchObject([{ subject, messageId: `<${key}.email@aceso.invalid>` }]);
    expect(mail.received[0]!.text).toContain('16:00');
    const rows = await app.database.query('select payload from notifications.messages where key = $1', [key]);
    expect(rows).toEqual([{ payload: null }]);
  });

  it('are none where the unit of work that asked for them fails', async () => {
    const failing = app.app.get(UnitOfWork).run(async () => {
      const recipients = [{ channel: 'email', to: 'x@example.org' }] as const;
      app.app.get(NotificationsFacade).request({ key: 'never', kind: 'password-reset', recipients, languages: [], data: {} });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow();
    expect(await messageOf('never')).toBeUndefined();
  });

  it('go on by the next address where the first is refused for good', async () => {
    mail.unknown.add('gone@example.org');
    const recipients = [{ channel: 'email', to: 'gone@example.org' }, { channel: 'sms', to: '+49 30 1' }] as const;
    const key = await request({ recipients });
    const message = await settled(key, 'sent');
    expect(message).toMatchObject({ channel: 'sms', attempts: 1 });
    const text = expect.stringMatching(/^Für Sie frei: Mittwoch/);
    expect(JSON.parse(sink.posted[0]!.body)).toMatchObject({ data: { to: '+49 30 1', text } });
    const { body } = await ops.get('/message-deliveries?status=refused');
    expect(body['items']).toContainEqual(expect.objectContaining({ key: `${key}.email`, failure: 'EENVELOPE 550' }));
  });

  it('are tried again later, and given up after the fifth try; a person has them sent once more', async () => {
    sink.manners = (reply) => reply.writeHead(503).end();
    const key = await request({ recipients: [{ channel: 'sms', to: '+49 30 2' }] });
    for (let tries = 1; tries <= 5; tries++) {
      await until(async () => {
        await send();
        const { status, attempts } = await messageOf(key);
        return attempts === tries && status !== 'sending';
      });
      clock.pass({ hours: 2 });
    }
    const dead = await messageOf(key);
    expect(dead).toMatchObject({ status: 'dead', note: 'EANSWER 503' });
    expect((await ops.get('/messages?status=dead')).body['items']).toContainEqual(dead);
    delete sink.manners;
    expect((await ops.post(`/messages/${dead.id}/replay`)).body).toMatchObject({ status: 'queued', attempts: 0 });
    expect(await settled(key, 'sent')).toMatchObject({ attempts: 1 });
    expect((await ops.post(`/messages/${dead.id}/replay`)).body).toMatchObject({ code: 'invalid-transition' });
    expect(new Set(sink.posted.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([`${key}.sms`]));
  });

  it('that were given up are failed jobs, whose retry sends them once more', async () => {
    mail.unknown.add('never@example.org');
    const key = await request({ recipients: [{ channel: 'email', to: 'never@example.org' }] });
    const { id } = await settled(key, 'dead');
    const queues = app.app.get(Queues);
    const failed = async () =>
      queues.ask('notifications.dead-messages', async (queue) => (await queue.getFailed()).find(({ data }) => data['id'] === id));
    await until(async () => (await failed()) !== undefined);
    mail.unknown.delete('never@example.org');
    await (await failed())!.retry('failed');
    await settled(key, 'sent');
    expect(mail.to('never@example.org')).toHaveLength(1);
  });

  it('are not sent after their time', async () => {
    const key = await request({ notAfter: clock.now() });
    await settled(key, 'expired');
    expect(mail.received).toEqual([]);
  });

  it('show no address and no text to anybody', async () => {
    await settled(await request({ patientId: randomUUIDv7() }), 'sent');
    const all = await Promise.all([ops.get('/messages?limit=200'), ops.get('/message-deliveries?limit=200')]);
    expect(JSON.stringify(all.map(({ body }) => body))).not.toMatch(/example\.org|\+49|Charité/);
    for (const role of ['doctor', 'receptionist', 'patient']) expect((await (await app.as(role)).get('/messages')).status).toBe(403);
  });

  describe('and receipts', () => {
    async function receive(body: object, changes: { id?: string; secret?: string; at?: Date } = {}): Promise<Answer> {
      const { id = `receipt-${randomUUIDv7()}`, secret = receiptsSecret, at = new Date() } = changes;
      const said = JSON.stringify(body);
      const signature = new Webhook(secret).sign(id, at, said);
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)), 'webhook-signature': signature };
      return app.stranger.send('POST', '/delivery-receipts', said, headers);
    }

    async function sentBySms(): Promise<{ key: string; delivery: string }> {
      const key = await request({ recipients: [{ channel: 'sms', to: '+49 30 3' }] });
      await settled(key, 'sent');
      return { key, delivery: `${key}.sms` };
    }

    const deliveryOf = async (key: string) => {
      const { body } = await ops.get('/message-deliveries?limit=200');
      return body['items'].find((each: { key: string }) => each.key === key);
    };

    it('say that a message arrived, by our key or the provider’s', async () => {
      const [one, other] = [await sentBySms(), await sentBySms()];
      expect((await receive({ key: one.delivery, status: 'delivered' })).status).toBe(204);
      const { providerId } = await deliveryOf(other.delivery);
      expect((await receive({ providerId, status: 'delivered' })).status).toBe(204);
      expect((await messageOf(one.key)).status).toBe('delivered');
      expect((await messageOf(other.key)).status).toBe('delivered');
      expect(await deliveryOf(one.delivery)).toMatchObject({ status: 'delivered', deliveredAt: expect.any(String) });
    });

    it('say that it did not; word of the arrival has the last word', async () => {
      const { key, delivery } = await sentBySms();
      await receive({ key: delivery, status: 'failed', reason: 'unknown-subscriber' });
      expect(await messageOf(key)).toMatchObject({ status: 'dead', note: 'unknown-subscriber' });
      await receive({ key: delivery, status: 'delivered' });
      await receive({ key: delivery, status: 'failed' });
      expect((await messageOf(key)).status).toBe('delivered');
      expect((await deliveryOf(delivery)).status).toBe('delivered');
    });

    it('count once, however often they come', async () => {
      const { delivery } = await sentBySms();
      const told = async () =>
        (await app.database.query('select 1 from platform.outbox where aggregate_id = $1', [delivery])).length;
      const id = `receipt-${randomUUIDv7()}`;
      const answers = await Promise.all([1, 2, 3].map(() => receive({ key: delivery, status: 'delivered' }, { id })));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
      expect(await told()).toBe(1);
    });

    it('are refused where they are forged, changed or old', async () => {
      const { key, delivery } = await sentBySms();
      const body = { key: delivery, status: 'delivered' };
      const old = new Date(Date.now() - 10 * 60_000);
      const refused = [
        await receive(body, { secret: newSecret() }),
        await receive(body, { at: old }),
        await app.stranger.post('/delivery-receipts', body),
      ];
      expect(refused.map(({ body: { code } }) => code)).toEqual(Array(3).fill('invalid-signature'));
      expect((await messageOf(key)).status).toBe('sent');
      expect((await receive({ key: 'unknown', status: 'delivered' })).status).toBe(404);
      expect((await receive({ status: 'delivered' })).status).toBe(400);
    });
  });
});
