import { describe, expect, it } from '@jest/globals';
import { Period } from '#kernel';
import { CountingIds, DirectUnitOfWork, FixedClock } from '#testing';
import { Appointment } from '../domain/appointment.js';
import {
  AppointmentBook,
  berlin,
  FacilityOf,
  Mailbox,
  NoPlans,
  PatientsOf,
  QueueList,
  ReminderLedger,
} from './in-memory-ports.js';
import { PlanReminders } from './plan-reminders.js';
import type { PatientContact } from './ports.js';
import { SendReminder } from './send-reminder.js';
import { SweepReminders } from './sweep-reminders.js';

const at = (text: string) => Temporal.Instant.from(text);
const appointmentId = 'appointment';

async function reminded(contact: PatientContact = { email: 'anna@example.org' }) {
  const clock = new FixedClock(Temporal.Instant.from('2027-03-01T06:00:00Z'));
  const unitOfWork = new DirectUnitOfWork();
  const book = new AppointmentBook();
  const ledger = new ReminderLedger();
  const patients = new PatientsOf({ anna: contact });
  const facilities = new FacilityOf(berlin);
  const mailbox = new Mailbox();
  const queue = new QueueList();
  const appointment = Appointment.book({
    id: appointmentId,
    facilityId: 'facility',
    patientId: 'anna',
    staffId: 'doctor',
    appointmentTypeId: 'check-up',
    period: Period.lasting(at('2027-03-04T09:00:00Z'), 30),
    day: Temporal.PlainDate.from('2027-03-04'),
    resourceIds: [],
  });
  book.add(appointment, []);
  const plan = new PlanReminders(unitOfWork, book, ledger, new NoPlans(), patients, facilities, new CountingIds(), clock);
  const send = new SendReminder(unitOfWork, ledger, book, patients, facilities, mailbox, clock);
  await plan.execute({ appointmentId });
  const [dayBefore] = ledger.all;
  const sendAt = (time: string) => {
    clock.moveTo(time);
    return send.execute({ reminderId: dayBefore!.id });
  };
  const sweep = new SweepReminders(unitOfWork, ledger, queue, clock);
  return { clock, ledger, mailbox, queue, appointment, plan, patients, dayBefore: dayBefore!, sendAt, sweep };
}

const movedTo = Temporal.PlainDate.from('2027-03-08');
const moved = { period: Period.lasting(at('2027-03-08T09:00:00Z'), 30), day: movedTo, staffId: 'doctor', resourceIds: [] };
const due = '2027-03-03T09:00:00Z';

describe('planning what an appointment’s reminders are', () => {
  it('plans once, however often it is told', async () => {
    const { plan, ledger } = await reminded();
    await plan.execute({ appointmentId });
    expect(ledger.all.map(({ offsetMinutes, status }) => [offsetMinutes, status])).toEqual([
      [1440, 'planned'],
      [120, 'planned'],
    ]);
  });

  it('supersedes the old ones and plans anew when the appointment is moved', async () => {
    const { plan, ledger, appointment } = await reminded();
    appointment.reschedule(moved);
    await plan.execute({ appointmentId });
    expect(ledger.all.map(({ appointmentVersion, status }) => [appointmentVersion, status])).toEqual([
      [1, 'superseded'],
      [1, 'superseded'],
      [2, 'planned'],
      [2, 'planned'],
    ]);
  });

  it('suppresses them when it is cancelled', async () => {
    const { plan, ledger, appointment, clock } = await reminded();
    appointment.cancel('ill', berlin, clock.now());
    await plan.execute({ appointmentId });
    expect(ledger.all.map(({ status, note }) => [status, note])).toEqual(Array(2).fill(['suppressed', 'cancelled']));
  });
});

describe('sending a reminder', () => {
  it('sends what is due, once', async () => {
    const { mailbox, dayBefore, sendAt } = await reminded();
    await sendAt(due);
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'sent', attempts: 1 });
    expect(mailbox.messages).toEqual([expect.objectContaining({ to: 'anna@example.org', key: `reminder-${dayBefore.id}` })]);
  });

  it('finds out by itself that the appointment was moved or cancelled', async () => {
    const one = await reminded();
    one.appointment.reschedule(moved);
    await one.sendAt(due);
    const other = await reminded();
    other.appointment.cancel('ill', berlin, other.clock.now());
    await other.sendAt(due);
    expect([one.dayBefore.status, other.dayBefore.status]).toEqual(['superseded', 'suppressed']);
    expect([...one.mailbox.messages, ...other.mailbox.messages]).toEqual([]);
  });

  it('respects that the patient opted out or lost the address meanwhile', async () => {
    const { patients, dayBefore, sendAt, mailbox } = await reminded();
    patients.contacts.anna = { email: 'anna@example.org', channels: [] };
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'suppressed', note: 'opted-out' });
    expect(mailbox.messages).toEqual([]);
  });

  it('waits for the end of quiet hours', async () => {
    const { patients, dayBefore, sendAt, mailbox } = await reminded();
    patients.contacts.anna = { email: 'anna@example.org', quietHours: { from: '22:00', to: '12:00' }, timeZone: 'America/New_York' };
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'planned' });
    expect(dayBefore.dueAt.toString()).toBe('2027-03-03T17:00:00Z');
    expect(mailbox.messages).toEqual([]);
  });

  it('says nothing of an appointment that has begun', async () => {
    const { dayBefore, sendAt } = await reminded();
    await sendAt('2027-03-04T09:00:00Z');
    expect(dayBefore).toMatchObject({ status: 'suppressed', note: 'too-late' });
  });

  it('tries again later with the same key after a failure, and keeps why', async () => {
    const { mailbox, dayBefore, sendAt } = await reminded();
    mailbox.failure = new TypeError('mail server says no to anna@example.org');
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'failed', note: 'TypeError' });
    expect(dayBefore.dueAt.toString()).toBe('2027-03-03T09:01:00Z');
    mailbox.failure = undefined;
    await sendAt('2027-03-03T09:01:00Z');
    expect(dayBefore).toMatchObject({ status: 'sent', attempts: 2 });
  });
});

describe('sweeping for due reminders', () => {
  it('hands over what is due and nothing else', async () => {
    const { sweep, queue, clock, dayBefore } = await reminded();
    expect(await sweep.execute()).toBe(0);
    clock.moveTo(due);
    expect(await sweep.execute()).toBe(1);
    expect(queue.ids).toEqual([dayBefore.id]);
  });
});
