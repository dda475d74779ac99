import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BackgroundWork, Messaging } from '#messaging';
import { SweepReminders } from '../../../src/scheduling/application/sweep-reminders.js';
import { Practice } from './practice.js';

interface Reminder {
  id: string;
  before: number;
  status: string;
  appointmentVersion: number;
  note?: string;
}

describe('reminders, from the booking to the mailbox', () => {
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open();
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type();
    practice.app.app.get(BackgroundWork).start();
  });

  afterAll(async () => {
    await practice.app.app.get(BackgroundWork).stop(5_000);
    await practice.app.app.get(Messaging).close(5_000);
    await practice.close();
  });

  async function book(minutes: number, contacts?: object[]): Promise<string> {
    const patientId = await practice.patient(contacts);
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.inMinutes(minutes) });
    return body['id'] as string;
  }

  const remindersOf = async (id: string): Promise<Reminder[]> => (await practice.admin.get(`/appointments/${id}/reminders`)).body['items'];

  /** The ledger once it is as it should be, or as it is after ten seconds. */
  async function settled(id: string, done: (reminders: Reminder[]) => boolean): Promise<(string | number)[][]> {
    for (let tries = 0; tries < 100; tries++) {
      const reminders = await remindersOf(id);
      if (done(reminders)) break;
      await sleep(100);
    }
    return (await remindersOf(id)).map(({ appointmentVersion, before, status }) => [appointmentVersion, before, status]);
  }

  it('plans them when an appointment is booked, anew when it is moved, and not when it is cancelled', async () => {
    const id = await book(3 * 1_440);
    expect(await settled(id, ({ length }) => length === 2)).toEqual([
      [1, 1_440, 'planned'],
      [1, 120, 'planned'],
    ]);
    await practice.act(id, 'confirm');
    await practice.act(id, 'reschedule', { start: practice.inMinutes(4 * 1_440) });
    expect(await settled(id, ({ length }) => length === 4)).toEqual([
      [1, 1_440, 'superseded'],
      [1, 120, 'superseded'],
      [2, 1_440, 'planned'],
      [2, 120, 'planned'],
    ]);
    await practice.act(id, 'cancel', { reason: 'ill' });
    const last = await settled(id, (all) => all.every(({ status }) => status !== 'planned'));
    expect(last.slice(2)).toEqual([
      [2, 1_440, 'suppressed'],
      [2, 120, 'suppressed'],
    ]);
  });

  it('sends what is due once, with nothing but the time in it', async () => {
    const id = await book(60, [{ system: 'email', value: 'soon@example.org' }]);
    await settled(id, ({ length }) => length === 1);
    const sweep = practice.app.app.get(SweepReminders, { strict: false });
    await Promise.all([sweep.execute(), sweep.execute()]);
    expect(await settled(id, ([reminder]) => reminder?.status === 'sent')).toEqual([[1, 120, 'sent']]);
    const messages = await practice.app.database.query<{ recipient: string; subject: string; body: string }>(
      `select recipient, subject, body from notifications.kept_messages where recipient = 'soon@example.org'`,
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]!.subject).toMatch(/^Your appointment on /);
    expect(messages[0]!.body).not.toContain('Anna');
    const { body } = await practice.admin.get('/reminders?status=sent');
    expect(body['items']).toContainEqual(expect.objectContaining({ appointmentId: id, attempts: 1, sentAt: expect.any(String) }));
  });

  it('keeps on record whom it cannot reach', async () => {
    const id = await book(3 * 1_440, []);
    await settled(id, ({ length }) => length === 2);
    expect((await remindersOf(id)).map(({ status, note }) => [status, note])).toEqual(Array(2).fill(['suppressed', 'unreachable']));
  });
});
