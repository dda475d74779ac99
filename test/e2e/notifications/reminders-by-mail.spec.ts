import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { NotificationsFacade } from '../../../src/notifications/index.js';
import { SweepReminders } from '../../../src/scheduling/application/sweep-reminders.js';
import { startTestApp } from '../../harness/app.js';
import { MailServer } from '../../harness/mail-server.js';
import { until } from '../../harness/until.js';
import { Practice } from '../scheduling/practice.js';

interface Reminder {
  status: string;
  attempts: number;
  dueAt: string;
  note?: string;
}

describe('reminders by e-mail', () => {
  const mail = new MailServer();
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;

  beforeAll(async () => {
    await mail.start();
    const env = { SMTP_URL: mail.url, MAIL_FROM: 'St Brigid <no-reply@hospital.test>' };
    practice = await Practice.open(undefined, await startTestApp({ env, clock, work: true }));
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type();
  });

  afterAll(async () => {
    await practice.close();
    await mail.stop();
  });

  /** An appointment so close that its last reminder is due at once. */
  async function bookSoon(email: string): Promise<string> {
    const patientId = await practice.patient([{ system: 'email', value: email }]);
    const start = clock.now().add({ minutes: 90 }).round('minute').toString();
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start });
    return body['id'] as string;
  }

  async function reminderOf(appointmentId: string): Promise<Reminder | undefined> {
    return (await practice.admin.get(`/appointments/${appointmentId}/reminders`)).body['items'][0];
  }

  /** Sweeps, again where nothing was planned yet, until the reminder is in that state. */
  async function settled(appointmentId: string, status: string): Promise<Reminder> {
    await until(async () => {
      await practice.app.app.get(SweepReminders, { strict: false }).execute();
      return (await reminderOf(appointmentId))?.status === status;
    });
    return (await reminderOf(appointmentId))!;
  }

  it('reach everybody of a batch but the one whom the server refuses', async () => {
    mail.unknown.add('gone@example.org');
    const [one, gone, other] = [await bookSoon('one@example.org'), await bookSoon('gone@example.org'), await bookSoon('other@example.org')];
    const [first, refused, second] = [await settled(one, 'sent'), await settled(gone, 'dead'), await settled(other, 'sent')];
    expect([first.attempts, second.attempts]).toEqual([1, 1]);
    const subject = expect.stringMatching(/^Your appointment/);
    expect(mail.to('one@example.org')).toMatchObject([{ from: { name: 'St Brigid' }, subject }]);
    expect(mail.to('other@example.org')).toHaveLength(1);
    expect(refused).toMatchObject({ attempts: 1, note: 'EENVELOPE 550' });
    const [row] = await practice.app.database.query(`select status, failure from notifications.deliveries where status = 'refused'`);
    expect(row).toEqual({ status: 'refused', failure: 'EENVELOPE 550' });
  });

  it('are tried again, later each time, while the server is away', async () => {
    await mail.stop();
    const id = await bookSoon('patient@example.org');
    const waits = [];
    for (let attempt = 1; attempt <= 2; attempt++) {
      await until(async () => {
        const { status, attempts } = await settled(id, 'failed');
        return status === 'failed' && attempts === attempt;
      });
      const { dueAt } = (await reminderOf(id))!;
      waits.push(clock.now().until(dueAt).total('minutes'));
      clock.moveTo(dueAt);
    }
    expect(waits).toEqual([1, 4]);
    await mail.start();
    expect(await settled(id, 'sent')).toMatchObject({ attempts: 3 });
    expect(mail.to('patient@example.org')).toHaveLength(1);
  });

  it('carry the same Message-ID again where it is unknown whether the first was taken', async () => {
    mail.manners = 'hangs-up';
    const id = await bookSoon('twice@example.org');
    const { dueAt } = await settled(id, 'failed');
    mail.manners = 'accepts';
    clock.moveTo(dueAt);
    await settled(id, 'sent');
    const ids = mail.to('twice@example.org').map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('are not kept for a developer to read, and leave no address on record', async () => {
    expect((await practice.admin.get('/api/v1/admin/sent-messages')).body['items']).toEqual([]);
    const rows = await practice.app.database.query('select * from notifications.deliveries');
    expect(JSON.stringify(rows)).not.toContain('example.org');
  });

  it('leave no connection behind when the process ends', async () => {
    const app = await startTestApp({ env: { SMTP_URL: mail.url }, database: practice.app.database });
    const before = mail.connections;
    const data = { from: '2027-03-10', to: '2027-03-12', count: 4 };
    const order = { key: 'k1', kind: 'leave-impact', channel: 'email', to: 'last@example.org', languages: [], data } as const;
    await app.app.get(NotificationsFacade).deliverAll([order]);
    expect(mail.connections).toBe(before + 1);
    await app.close();
    await until(() => mail.connections === before);
  });
});
