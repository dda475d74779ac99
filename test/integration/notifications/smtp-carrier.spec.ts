import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SmtpCarrier } from '../../../src/notifications/adapters/mail/smtp.carrier.js';
import type { OutgoingMessage } from '../../../src/notifications/domain/outgoing-message.js';
import { MailServer } from '../../harness/mail-server.js';
import { until } from '../../harness/until.js';

const reminder: OutgoingMessage = {
  key: 'r1',
  kind: 'appointment-reminder',
  channel: 'email',
  to: 'ada@example.org',
  subject: 'Your appointment on Monday',
  text: 'Please come at nine.\n',
};

describe('e-mail by SMTP', () => {
  const mail = new MailServer();
  let carrier: SmtpCarrier;

  beforeAll(async () => {
    await mail.start();
    carrier = new SmtpCarrier(mail.url, 'Aceso <no-reply@hospital.test>');
  });

  beforeEach(() => void mail.received.splice(0));

  afterAll(async () => {
    carrier.close();
    await mail.stop();
  });

  it('arrives as it was written, from whom it should and under its id', async () => {
    await carrier.carry(reminder, 'r1@aceso.invalid');
    expect(mail.received).toMatchObject([
      {
        from: { name: 'Aceso', address: 'no-reply@hospital.test' },
        to: [{ address: 'ada@example.org' }],
        subject: reminder.subject,
        text: reminder.text,
        messageId: '<r1@aceso.invalid>',
      },
    ]);
    expect(mail.received[0]!.date).toEqual(expect.any(String));
  });

  it.each([
    ['accents and other scripts', 'Ihr Termin: Übermorgen, 早上九点, الساعة ٩', 'Zoë, żółć, 你好, مرحبا, नमस्ते, 👩‍⚕️\n'],
    ['lines that begin with a dot', 'Dots', '.\n..\n.hidden\nend.\n'],
    ['lines longer than SMTP carries', 'x'.repeat(300), `${'long '.repeat(500)}end\n`],
  ])('keeps %s', async (_, subject, text) => {
    await carrier.carry({ ...reminder, subject, text }, 'r2@aceso.invalid');
    expect(mail.received).toMatchObject([{ subject, text }]);
  });

  it('lets no subject and no address add headers or recipients', async () => {
    await carrier.carry({ ...reminder, subject: 'Hello\r\nBcc: eve@example.org' }, 'r3@aceso.invalid');
    const [email] = mail.received;
    expect(email!.bcc).toBeUndefined();
    expect(mail.to('ada@example.org')).toHaveLength(1);
    await carrier.carry({ ...reminder, to: 'ada@example.org, eve@example.org' }, 'r4@aceso.invalid').catch(() => undefined);
    expect(mail.to('eve@example.org')).toEqual([]);
  });

  it('is refused for a recipient that the server does not know', async () => {
    mail.unknown.add('nobody@example.org');
    await expect(carrier.carry({ ...reminder, to: 'nobody@example.org' }, 'r5@aceso.invalid')).rejects.toMatchObject({
      code: 'EENVELOPE',
      responseCode: 550,
    });
    await carrier.carry(reminder, 'r6@aceso.invalid');
    expect(mail.received.map(({ messageId }) => messageId)).toEqual(['<r6@aceso.invalid>']);
  });

  it('fails where nobody listens, and goes through again once somebody does', async () => {
    await mail.stop();
    await expect(carrier.carry(reminder, 'r7@aceso.invalid')).rejects.toThrow();
    await mail.start();
    await carrier.carry(reminder, 'r7@aceso.invalid');
    expect(mail.received).toHaveLength(1);
  });

  it('uses a connection again, and gives it up when it is closed', async () => {
    const short = new SmtpCarrier(mail.url, 'Aceso <no-reply@hospital.test>');
    const before = mail.connections;
    for (const id of ['a', 'b', 'c']) await short.carry(reminder, `${id}@aceso.invalid`);
    expect(mail.connections).toBe(before + 1);
    short.close();
    await until(() => mail.connections === before);
  });
});
