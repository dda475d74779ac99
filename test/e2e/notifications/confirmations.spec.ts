import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SendDueMessages } from '../../../src/notifications/application/send-due-messages.js';
import { startTestApp } from '../../harness/app.js';
import { MailServer } from '../../harness/mail-server.js';
import { until } from '../../harness/until.js';
import { Practice } from '../scheduling/practice.js';

describe('confirmations to patients', () => {
  const mail = new MailServer();
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;

  beforeAll(async () => {
    await mail.start();
    practice = await Practice.open(undefined, await startTestApp({ env: { SMTP_URL: mail.url }, work: true }));
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type({ name: 'Hepatitis check' });
  });

  afterAll(async () => {
    await practice.close();
    await mail.stop();
  });

  const book = async (email: string): Promise<string> => {
    const patientId = await practice.patient([{ system: 'email', value: email }]);
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(5, '10:00'), reason: 'liver' });
    return body['id'] as string;
  };

  /** The text of a calendar entry that came with an e-mail, its long lines joined. */
  function calendarIn(email: (typeof mail.received)[0]): string {
    const part = email.attachments.find(({ mimeType }) => mimeType.includes('calendar') || mimeType.includes('ics'))!;
    const { content } = part;
    return (typeof content === 'string' ? content : new TextDecoder().decode(content)).replaceAll('\r\n ', '');
  }

  async function mailsTo(address: string, count: number): Promise<typeof mail.received> {
    await until(async () => {
      await practice.app.app.get(SendDueMessages, { strict: false }).execute();
      return mail.to(address).length >= count;
    });
    return mail.to(address);
  }

  it('are sent where the facility does so: on booking, moving and cancelling, with one entry in the calendar', async () => {
    const before = await book('before@example.org');
    await until(async () => (await practice.admin.get(`/appointments/${before}/reminders`)).body['items'].length > 0);
    const settings = `/facilities/${practice.facilityId}/settings`;
    const { body } = await practice.admin.get(settings);
    await practice.admin.patch(settings, { messages: { confirmations: true, language: 'de' } }, body['version']);
    const id = await book('anna@example.org');
    const [booked] = await mailsTo('anna@example.org', 1);
    await practice.act(id, 'reschedule', { start: practice.at(6, '11:00') });
    const [, moved] = await mailsTo('anna@example.org', 2);
    await practice.act(id, 'cancel', { reason: 'ill' });
    const [, , cancelled] = await mailsTo('anna@example.org', 3);
    expect([booked, moved, cancelled].map((each) => each!.subject)).toEqual([
      expect.stringMatching(/ist gebucht$/),
      expect.stringMatching(/^Ihr Termin ist jetzt am/),
      expect.stringMatching(/ist abgesagt$/),
    ]);
    const entries = [booked, moved, cancelled].map((each) => calendarIn(each!));
    const of = (name: string) => entries.map((entry) => new RegExp(`^${name}:(.*)\r?$`, 'm').exec(entry)?.[1]?.trim());
    expect(new Set(of('UID'))).toEqual(new Set([`appointment-${id}@aceso.invalid`]));
    expect(of('SEQUENCE')).toEqual(['0', '1', '2']);
    expect(of('METHOD')).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    expect(JSON.stringify([mail.received, entries])).not.toMatch(/liver|Hepatitis|Berg/);
    expect(mail.to('before@example.org')).toEqual([]);
  });
});
