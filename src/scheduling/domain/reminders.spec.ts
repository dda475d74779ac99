import { describe, expect, it } from '@jest/globals';
import { InvalidTransition, Period } from '#kernel';
import { Appointment } from './appointment.js';
import { afterQuietHours } from './quiet-hours.js';
import { Reminder } from './reminder.js';
import { type ReminderAction, reminderMachine, reminderStatuses, type ReminderStatus } from './reminder-machine.js';
import { defaultOffsets, ReminderPlan } from './reminder-plan.js';
import { planReminders, type Reach } from './reminder-planning.js';

const instant = (text: string) => Temporal.Instant.from(text);
const start = instant('2027-03-10T15:00:00Z');
const appointment = Appointment.book({
  id: 'appointment',
  facilityId: 'facility',
  patientId: 'patient',
  staffId: 'doctor',
  appointmentTypeId: 'check-up',
  period: Period.lasting(start, 30),
  day: Temporal.PlainDate.from('2027-03-10'),
  resourceIds: [],
});
const byEmail: Reach = { channels: ['email'], addresses: ['email', 'sms'], timeZone: 'Europe/Berlin' };

function planned(now: string, reach: Reach = byEmail, offsets = defaultOffsets): Reminder[] {
  let count = 0;
  return planReminders(appointment, offsets, reach, instant(now), () => `reminder-${(count += 1)}`);
}
const summary = (reminders: Reminder[]) => reminders.map(({ offsetMinutes, dueAt, status }) => [offsetMinutes, dueAt.toString(), status]);

describe('planning reminders', () => {
  it('plans a day and two hours ahead by default', () => {
    expect(summary(planned('2027-03-01T00:00:00Z'))).toEqual([
      [1440, '2027-03-09T15:00:00Z', 'planned'],
      [120, '2027-03-10T13:00:00Z', 'planned'],
    ]);
  });

  it('does not send late what has passed already, except the last one', () => {
    expect(summary(planned('2027-03-10T00:00:00Z'))).toEqual([[120, '2027-03-10T13:00:00Z', 'planned']]);
    expect(summary(planned('2027-03-10T14:30:00Z'))).toEqual([[120, '2027-03-10T14:30:00Z', 'planned']]);
    expect(planned('2027-03-10T15:00:00Z')).toEqual([]);
  });

  it('takes the first channel that the patient consents to', () => {
    const offsets = [{ before: 60, channels: ['sms' as const, 'email' as const] }];
    expect(planned('2027-03-01T00:00:00Z', byEmail, offsets)[0]).toMatchObject({ channel: 'email', status: 'planned' });
    expect(planned('2027-03-01T00:00:00Z', { ...byEmail, channels: ['email', 'sms'] }, offsets)[0]!.channel).toBe('sms');
  });

  it('keeps on record whom it cannot or may not reach', () => {
    expect(planned('2027-03-01T00:00:00Z', { ...byEmail, channels: [] })[0]).toMatchObject({ status: 'suppressed', note: 'opted-out' });
    expect(planned('2027-03-01T00:00:00Z', { ...byEmail, channels: [], addresses: [] })[0]).toMatchObject({ note: 'unreachable' });
  });

  it('waits for the end of the patient’s quiet hours, but never past the appointment', () => {
    const quiet = { ...byEmail, quietHours: { from: '13:30', to: '15:30' } };
    expect(summary(planned('2027-03-01T00:00:00Z', quiet))[1]).toEqual([120, '2027-03-10T14:30:00Z', 'planned']);
    const over = { ...byEmail, quietHours: { from: '13:00', to: '17:00' } };
    expect(planned('2027-03-01T00:00:00Z', over)[1]).toMatchObject({ status: 'suppressed', note: 'quiet-hours' });
  });
});

describe('quiet hours', () => {
  const after = (at: string, from: string, to: string) => afterQuietHours(instant(at), { from, to }, 'Europe/Berlin').toString();

  it('run over midnight in the patient’s zone', () => {
    expect(after('2027-01-10T21:30:00Z', '22:00', '07:00')).toBe('2027-01-11T06:00:00Z');
    expect(after('2027-01-11T05:59:00Z', '22:00', '07:00')).toBe('2027-01-11T06:00:00Z');
    expect(after('2027-01-11T06:00:00Z', '22:00', '07:00')).toBe('2027-01-11T06:00:00Z');
    expect(after('2027-01-10T20:59:00Z', '22:00', '07:00')).toBe('2027-01-10T20:59:00Z');
  });

  it('end at the first instant after a gap of the clock', () => {
    expect(after('2027-03-27T23:00:00Z', '22:00', '02:30')).toBe('2027-03-28T01:00:00Z');
  });

  it('are none where both ends are the same', () => {
    expect(after('2027-01-10T21:30:00Z', '00:00', '00:00')).toBe('2027-01-10T21:30:00Z');
  });
});

describe('the reminder machine', () => {
  const now = instant('2027-03-10T13:00:00Z');
  const refused = { why: 'refused', final: false };
  const reminder = () =>
    new Reminder({
      id: 'r1',
      facilityId: 'facility',
      appointmentId: 'appointment',
      appointmentVersion: 1,
      patientId: 'patient',
      offsetMinutes: 120,
      channel: 'email',
      dueAt: now,
    });
  const acts: Record<ReminderAction, (reminder: Reminder) => void> = {
    send: (each) => each.startSending(now.add({ minutes: 5 })),
    postpone: (each) => each.postpone(now.add({ minutes: 1 })),
    succeed: (each) => each.markSent(now),
    fail: (each) => each.markFailed(refused, now, start),
    'give-up': (each) => each.markFailed(refused, now, now),
    deliver: (each) => each.markDelivered(),
    bounce: (each) => each.bounce('unknown subscriber'),
    replay: (each) => each.replay(now),
    supersede: (each) => each.supersede(),
    suppress: (each) => each.suppress('cancelled'),
  };
  const waysTo: Record<ReminderStatus, ReminderAction[]> = {
    planned: [],
    sending: ['send'],
    sent: ['send', 'succeed'],
    delivered: ['send', 'succeed', 'deliver'],
    failed: ['send', 'fail'],
    dead: ['send', 'give-up'],
    superseded: ['supersede'],
    suppressed: ['suppress'],
  };
  const pairs = reminderStatuses.flatMap((status) => (Object.keys(acts) as ReminderAction[]).map((action) => ({ status, action })));

  it.each(pairs)('knows whether $status may $action', ({ status, action }) => {
    const each = reminder();
    waysTo[status].forEach((step) => acts[step](each));
    const declared = reminderMachine.transitions.find((move) => move.from === status && move.action === action);
    if (declared) {
      acts[action](each);
      expect(each.status).toBe(declared.to);
    } else {
      expect(() => acts[action](each)).toThrow(InvalidTransition);
    }
  });

  it('waits longer after each failure and gives up after the fifth', () => {
    const each = reminder();
    const farAway = now.add({ hours: 24 * 30 });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt++) {
      each.startSending(now);
      each.markFailed(refused, now, farAway);
      if (each.status === 'failed') waits.push(now.until(each.dueAt).total('minutes'));
    }
    expect(waits).toEqual([1, 4, 16, 64]);
    expect(each).toMatchObject({ status: 'dead', attempts: 5, note: 'refused' });
  });
});

describe('attempts that were interrupted', () => {
  it('wear nothing out: what counts is what the provider did not take', () => {
    const [each] = planned('2027-03-09T00:00:00Z');
    const now = instant('2027-03-09T15:00:00Z');
    for (let interrupted = 1; interrupted <= 9; interrupted++) {
      each!.startSending(now);
      Object.assign(each!, { status: 'failed', note: 'interrupted' });
    }
    each!.startSending(now);
    each!.markFailed({ why: 'EANSWER 503', final: false }, now, start);
    expect(each).toMatchObject({ status: 'failed', attempts: 10, failures: 1 });
    expect(now.until(each!.dueAt).total('minutes')).toBe(1);
  });
});

describe('a reminder plan', () => {
  it('keeps its offsets from the earliest to the last and none twice', () => {
    const offsets = [{ before: 60, channels: ['email' as const] }, { before: 600, channels: ['sms' as const] }];
    expect(new ReminderPlan('plan', 'facility', undefined, offsets).offsets.map(({ before }) => before)).toEqual([600, 60]);
    expect(() => new ReminderPlan('plan', 'facility', undefined, [...offsets, offsets[0]!])).toThrow('stands once');
  });
});
