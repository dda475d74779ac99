import { describe, expect, it } from '@jest/globals';
import { Period } from '#kernel';
import { CountingIds, DirectUnitOfWork, FixedClock } from '#testing';
import { Appointment } from '../domain/appointment.js';
import { ReminderPlan } from '../domain/reminder-plan.js';
import type { ReminderPlans } from '../domain/reminders.js';
import { AppointmentBook, berlin, FacilityOf, PatientsOf } from './in-memory-ports.js';
import { DeadReminderList, Mailbox, NoPlans, PlainLinks, QueueList, ReminderLedger } from './in-memory-reminder-ports.js';
import { PlanReminders } from './plan-reminders.js';
import type { PatientContact } from './ports.js';
import { ReminderSituations } from './reminder-situations.js';
import { ReplayReminder } from './replay-reminder.js';
import { SendReminders } from './send-reminders.js';
import { SettleByReceipt } from './settle-by-receipt.js';
import { SweepReminders } from './sweep-reminders.js';

const at = (text: string) => Temporal.Instant.from(text);
const appointmentId = 'appointment';

async function reminded(contact: PatientContact = { email: 'anna@example.org' }, plans: ReminderPlans = new NoPlans()) {
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
  const situations = new ReminderSituations(book, patients, facilities);
  const ids = new CountingIds();
  const plan = new PlanReminders(unitOfWork, ledger, plans, situations, ids, clock);
  const dead = new DeadReminderList();
  const send = new SendReminders(unitOfWork, ledger, situations, mailbox, new PlainLinks(), dead, ids, clock);
  await plan.execute({ appointmentIds: [appointmentId] });
  const [dayBefore] = ledger.all;
  const sendAt = (time: string) => {
    clock.moveTo(time);
    const isDue = ({ dueAt }: { dueAt: Temporal.Instant }) => Temporal.Instant.compare(dueAt, at(time)) <= 0;
    return send.execute({ reminderIds: ledger.all.filter(isDue).map(({ id }) => id) });
  };
  const sweep = new SweepReminders(unitOfWork, ledger, queue, clock);
  const receipt = new SettleByReceipt(unitOfWork, ledger, situations, ids, clock);
  const replay = new ReplayReminder(unitOfWork, ledger, book, clock);
  return { dead, receipt, replay, clock, ledger, mailbox, queue, appointment, plan, patients, dayBefore: dayBefore!, sendAt, sweep };
}

const movedTo = Temporal.PlainDate.from('2027-03-08');
const moved = { period: Period.lasting(at('2027-03-08T09:00:00Z'), 30), day: movedTo, staffId: 'doctor', resourceIds: [] };
const due = '2027-03-03T09:00:00Z';

describe('planning what an appointment’s reminders are', () => {
  it('plans once, however often it is told', async () => {
    const { plan, ledger } = await reminded();
    await plan.execute({ appointmentIds: [appointmentId] });
    expect(ledger.all.map(({ offsetMinutes, status }) => [offsetMinutes, status])).toEqual([
      [1440, 'planned'],
      [120, 'planned'],
    ]);
  });

  it('supersedes the old ones and plans anew when the appointment is moved', async () => {
    const { plan, ledger, appointment } = await reminded();
    appointment.reschedule(moved);
    await plan.execute({ appointmentIds: [appointmentId] });
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
    await plan.execute({ appointmentIds: [appointmentId] });
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
    mailbox.outcomes.email = { outcome: 'failed', failure: 'EENVELOPE 451' };
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'failed', note: 'EENVELOPE 451' });
    expect(dayBefore.dueAt.toString()).toBe('2027-03-03T09:01:00Z');
    delete mailbox.outcomes.email;
    await sendAt('2027-03-03T09:01:00Z');
    expect(dayBefore).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('gives up at once what was refused for good, and shows it', async () => {
    const { mailbox, dayBefore, sendAt, dead } = await reminded();
    mailbox.outcomes.email = { outcome: 'refused', failure: 'EENVELOPE 550' };
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'dead', attempts: 1, note: 'EENVELOPE 550' });
    expect(dead.ids).toEqual([dayBefore.id]);
  });
});

const both: PatientContact = { email: 'anna@example.org', phone: '+49 30 1', channels: ['email', 'sms'] };

/** A plan of one reminder a day before, by e-mail or else by short message. */
class EmailElseSms extends NoPlans {
  override async applying() {
    return new ReminderPlan('plan', 'facility', undefined, [{ before: 1440, channels: ['email', 'sms'] }]);
  }
}

describe('the next channel', () => {
  const states = ({ all }: { all: readonly { channel: string; status: string; note?: string }[] }) =>
    all.map(({ channel, status, note }) => [channel, status, note]);

  it('is taken where the first refuses for good, and once only', async () => {
    const { mailbox, ledger, sendAt, dead } = await reminded(both, new EmailElseSms());
    mailbox.outcomes.email = { outcome: 'refused', failure: 'EENVELOPE 550' };
    await sendAt(due);
    await sendAt(due);
    await sendAt(due);
    expect(states(ledger)).toEqual([
      ['email', 'dead', 'EENVELOPE 550'],
      ['sms', 'sent', undefined],
    ]);
    expect(mailbox.messages.map(({ to }) => to)).toEqual(['+49 30 1']);
    expect(dead.ids).toEqual([]);
  });

  it('is taken where the patient has left the first', async () => {
    const { patients, ledger, sendAt } = await reminded(both, new EmailElseSms());
    patients.contacts.anna = { ...both, channels: ['sms'] };
    await sendAt(due);
    await sendAt(due);
    expect(states(ledger)).toEqual([
      ['email', 'suppressed', 'opted-out'],
      ['sms', 'sent', undefined],
    ]);
  });

  it('is taken where a receipt says that the first did not arrive', async () => {
    const { ledger, sendAt, receipt, dayBefore } = await reminded(both, new EmailElseSms());
    await sendAt(due);
    await receipt.execute({ reminderId: dayBefore.id, arrived: false });
    await receipt.execute({ reminderId: dayBefore.id, arrived: false });
    await sendAt(due);
    expect(states(ledger)).toEqual([
      ['email', 'dead', 'undelivered'],
      ['sms', 'sent', undefined],
    ]);
  });

  it('is not taken where the appointment was moved meanwhile', async () => {
    const { ledger, sendAt, receipt, dayBefore, appointment } = await reminded(both, new EmailElseSms());
    await sendAt(due);
    appointment.reschedule(moved);
    await receipt.execute({ reminderId: dayBefore.id, arrived: false });
    expect(ledger.all).toHaveLength(1);
  });
});

describe('what becomes of a reminder afterwards', () => {
  it('is delivered when a receipt says so, whatever we thought before', async () => {
    const { mailbox, sendAt, receipt, dayBefore } = await reminded();
    mailbox.outcomes.email = { outcome: 'unknown' };
    await sendAt(due);
    expect(dayBefore.status).toBe('failed');
    await receipt.execute({ reminderId: dayBefore.id, arrived: true });
    expect(dayBefore).toMatchObject({ status: 'delivered', note: undefined });
  });

  it('can be sent once more by a person when it was given up, as long as it is true', async () => {
    const { mailbox, sendAt, dayBefore, replay, appointment } = await reminded();
    mailbox.outcomes.email = { outcome: 'refused' };
    await sendAt(due);
    delete mailbox.outcomes.email;
    await replay.execute({ reminderId: dayBefore.id });
    await sendAt(due);
    expect(dayBefore).toMatchObject({ status: 'sent', attempts: 1 });
    await expect(replay.execute({ reminderId: dayBefore.id })).rejects.toMatchObject({ code: 'invalid-transition' });
    appointment.reschedule(moved);
    await expect(replay.execute({ reminderId: dayBefore.id })).rejects.toThrow('not what it speaks of');
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
