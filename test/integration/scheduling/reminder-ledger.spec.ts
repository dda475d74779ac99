import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SqlRemindedAppointments } from '../../../src/scheduling/adapters/persistence/reminded-appointments.query.js';
import { RemindersQuery } from '../../../src/scheduling/adapters/persistence/reminders.query.js';
import { DeadReminderList, Mailbox, PlainLinks } from '../../../src/scheduling/application/in-memory-reminder-ports.js';
import { PlanReminders } from '../../../src/scheduling/application/plan-reminders.js';
import { ReminderSituations } from '../../../src/scheduling/application/reminder-situations.js';
import { SendReminders } from '../../../src/scheduling/application/send-reminders.js';
import { SetReminderPlan } from '../../../src/scheduling/application/set-reminder-plan.js';
import { Reminder } from '../../../src/scheduling/domain/reminder.js';
import { type SchedulingRig, startSchedulingRig } from './scheduling-rig.js';

const at = (text: string) => Temporal.Instant.from(text);

describe('the ledger of reminders on PostgreSQL', () => {
  let rig: SchedulingRig;
  let mailbox: Mailbox;
  let plan: PlanReminders;
  let send: SendReminders;
  let appointmentId: string;

  beforeAll(async () => {
    rig = await startSchedulingRig();
  });
  afterAll(() => rig.close());

  beforeEach(async () => {
    await rig.owned.query('truncate scheduling.appointments, scheduling.bookings, scheduling.reminders, scheduling.reminder_plans cascade');
    rig.clock.moveTo('2027-03-01T06:00:00Z');
    const { unitOfWork, sql, reminders, plans, patients, facilities, ids, clock } = rig;
    mailbox = new Mailbox();
    const situations = new ReminderSituations(new SqlRemindedAppointments(sql), patients, facilities);
    plan = new PlanReminders(unitOfWork, reminders, plans, situations, ids, clock);
    send = new SendReminders(unitOfWork, reminders, situations, mailbox, new PlainLinks(), new DeadReminderList(), ids, clock);
    const [patientId, staffId, appointmentTypeId] = await Promise.all([rig.addPatient(), rig.addStaff(), rig.addType()]);
    const appointment = await rig.booking.execute({ patientId, staffId, appointmentTypeId, start: at('2027-03-04T09:00:00Z') });
    appointmentId = appointment.id;
  });

  const claim = () => {
    const now = rig.clock.now();
    return rig.unitOfWork.run(() => rig.reminders.claimDue(now, now.add({ minutes: 5 }), 100));
  };
  const ledger = () => new RemindersQuery(rig.sql).ofAppointment(appointmentId);

  it('is planned once even where several plan at the same moment', async () => {
    await Promise.all([1, 2, 3, 4].map(() => plan.execute({ appointmentIds: [appointmentId] })));
    expect((await ledger()).map(({ before, status, dueAt }) => [before, status, dueAt])).toEqual([
      [1440, 'planned', '2027-03-03T09:00:00Z'],
      [120, 'planned', '2027-03-04T07:00:00Z'],
    ]);
  });

  it('follows an appointment that is moved', async () => {
    await plan.execute({ appointmentIds: [appointmentId] });
    await rig.reschedule.execute({ appointmentId, start: at('2027-03-08T09:00:00Z') });
    await plan.execute({ appointmentIds: [appointmentId] });
    expect((await ledger()).map(({ appointmentVersion, status }) => [appointmentVersion, status])).toEqual([
      [1, 'superseded'],
      [1, 'superseded'],
      [2, 'planned'],
      [2, 'planned'],
    ]);
  });

  it('gives each due reminder to one sweep only, for the length of a lease', async () => {
    await plan.execute({ appointmentIds: [appointmentId] });
    expect(await claim()).toEqual([]);
    rig.clock.moveTo('2027-03-04T07:00:00Z');
    const claimed = (await Promise.all([1, 2, 3].map(claim))).flat();
    expect(claimed).toHaveLength(2);
    expect(new Set(claimed).size).toBe(2);
    rig.clock.pass({ minutes: 5 });
    expect(await claim()).toHaveLength(2);
  });

  it('sends each once, however many jobs there are for it', async () => {
    await plan.execute({ appointmentIds: [appointmentId] });
    rig.clock.moveTo('2027-03-03T09:00:00Z');
    const [reminderId] = await claim();
    await Promise.all([1, 2, 3, 4].map(() => send.execute({ reminderIds: [reminderId!] })));
    expect(mailbox.messages).toHaveLength(1);
    expect((await ledger())[0]).toMatchObject({ status: 'sent', attempts: 1, sentAt: '2027-03-03T09:00:00Z' });
  });

  it('finds an attempt that was interrupted and repeats it under the same key', async () => {
    await plan.execute({ appointmentIds: [appointmentId] });
    rig.clock.moveTo('2027-03-03T09:00:00Z');
    const [reminderId] = await claim();
    await rig.unitOfWork.run(async () => {
      const reminder = await rig.reminders.get(reminderId!);
      reminder.startSending(rig.clock.now().add({ minutes: 5 }));
    });
    expect(await claim()).toEqual([]);
    rig.clock.pass({ minutes: 5 });
    expect(await claim()).toEqual([reminderId]);
    await send.execute({ reminderIds: [reminderId!] });
    expect(mailbox.messages).toEqual([expect.objectContaining({ key: `reminder-${reminderId}` })]);
    expect((await ledger())[0]).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('is loaded as it was saved', async () => {
    await plan.execute({ appointmentIds: [appointmentId] });
    const [first] = await ledger();
    const loaded = await rig.entities.find(Reminder, { id: first!.id });
    expect(loaded).toMatchObject({
      appointmentId,
      appointmentVersion: 1,
      offsetMinutes: 1440,
      channel: 'email',
      status: 'planned',
      version: 1,
    });
    expect(loaded!.dueAt.toString()).toBe('2027-03-03T09:00:00Z');
  });

  it('follows the plan of the type, else that of the facility', async () => {
    const set = new SetReminderPlan(rig.unitOfWork, rig.plans, rig.facilities, rig.ids);
    const { facilityId } = rig;
    const appointmentTypeId = await rig.addType();
    const weekBefore = [{ before: 10_080, channels: ['email' as const] }];
    const first = await set.execute({ facilityId, offsets: [{ before: 60, channels: ['email'] }] });
    const again = await set.execute({ facilityId, offsets: [{ before: 90, channels: ['sms', 'email'] }] });
    await set.execute({ facilityId, appointmentTypeId, offsets: weekBefore });
    expect(again).toMatchObject({ id: first.id, version: 2 });
    expect((await rig.plans.applying(facilityId, appointmentTypeId))!.offsets).toEqual(weekBefore);
    expect((await rig.plans.applying(facilityId, await rig.addType()))!.offsets).toEqual([{ before: 90, channels: ['sms', 'email'] }]);
    await plan.execute({ appointmentIds: [appointmentId] });
    expect((await ledger()).map(({ before, channel }) => [before, channel])).toEqual([[90, 'email']]);
  });
});
