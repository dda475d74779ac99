import { describe, expect, it } from '@jest/globals';
import { InvalidTransition, Period } from '#kernel';
import { Appointment } from './appointment.js';
import { appointmentEvents } from './appointment-events.js';
import { type AppointmentAction, appointmentMachine, appointmentStatuses, type AppointmentStatus } from './appointment-machine.js';
import { type FacilityRules, schedulingDefaults } from './facility-rules.js';

const rules: FacilityRules = { ...schedulingDefaults, facilityId: 'facility', facilityName: 'Charité', timeZone: 'America/New_York' };
const instant = (text: string) => Temporal.Instant.from(text);
const start = instant('2027-03-10T15:00:00Z');
const fields = {
  id: 'appointment',
  facilityId: 'facility',
  patientId: 'patient',
  staffId: 'doctor',
  appointmentTypeId: 'check-up',
  period: Period.lasting(start, 30),
  day: Temporal.PlainDate.from('2027-03-10'),
  resourceIds: ['room'],
};
const weekBefore = instant('2027-03-03T15:00:00Z');
const afterwards = instant('2027-03-10T16:00:00Z');
const nextDay = Temporal.PlainDate.from('2027-03-11');
const target = { period: Period.lasting(instant('2027-03-11T15:00:00Z'), 30), day: nextDay, staffId: 'other', resourceIds: [] };

const acts: Record<Exclude<AppointmentAction, 'hold' | 'book'>, (appointment: Appointment) => void> = {
  confirm: (appointment) => appointment.confirm(weekBefore),
  expire: (appointment) => appointment.expire(afterwards),
  'check-in': (appointment) => appointment.checkIn(rules, start),
  start: (appointment) => appointment.begin(start),
  complete: (appointment) => appointment.complete(afterwards),
  'no-show': (appointment) => appointment.markNoShow(rules, afterwards),
  'waive-no-show': (appointment) => appointment.waiveNoShow('The bus broke down', 'clerk', afterwards),
  cancel: (appointment) => appointment.cancel('ill', rules, weekBefore),
  reschedule: (appointment) => appointment.reschedule(target),
  void: (appointment) => appointment.void('wrong patient'),
};

const waysTo: Record<AppointmentStatus, (keyof typeof acts)[]> = {
  held: [],
  booked: ['confirm'],
  confirmed: ['confirm', 'confirm'],
  'checked-in': ['confirm', 'check-in'],
  'in-progress': ['confirm', 'check-in', 'start'],
  completed: ['confirm', 'check-in', 'start', 'complete'],
  cancelled: ['cancel'],
  'no-show': ['confirm', 'no-show'],
  expired: ['expire'],
  'entered-in-error': ['void'],
};

function appointmentIn(status: AppointmentStatus): Appointment {
  const appointment = Appointment.hold(fields, weekBefore.add({ minutes: rules.holdMinutes }));
  waysTo[status].forEach((action) => acts[action](appointment));
  appointment.takeEvents();
  return appointment;
}

const actions = Object.keys(acts) as (keyof typeof acts)[];
const everyPair = appointmentStatuses.flatMap((status) => actions.map((action) => ({ status, action })));
const declared = (status: AppointmentStatus, action: string) =>
  appointmentMachine.transitions.find((each) => each.from === status && each.action === action);

describe('the appointment machine', () => {
  it.each(everyPair.filter(({ status, action }) => declared(status, action)))('lets $status $action', ({ status, action }) => {
    const appointment = appointmentIn(status);
    acts[action](appointment);
    expect(appointment.status).toBe(declared(status, action)!.to);
    const withdrawsNoShow = status === 'no-show' && action !== 'waive-no-show';
    expect(appointment.takeEvents()).toHaveLength(withdrawsNoShow ? 2 : 1);
  });

  it.each(everyPair.filter(({ status, action }) => !declared(status, action)))('refuses to $action from $status', ({ status, action }) => {
    const appointment = appointmentIn(status);
    expect(() => acts[action](appointment)).toThrow(InvalidTransition);
    expect(appointment.status).toBe(status);
    expect(appointment.takeEvents()).toEqual([]);
  });

  it('names what is allowed instead', () => {
    try {
      appointmentIn('completed').cancel('too late', rules, afterwards);
      throw new Error('not refused');
    } catch (error) {
      expect((error as InvalidTransition).details).toMatchObject({ from: 'completed', action: 'cancel', allowedActions: ['void'] });
    }
  });

  it('never offers to a caller what only the system does', () => {
    expect(appointmentMachine.allowedActions('held')).toEqual(['confirm', 'cancel', 'void']);
  });
});

describe('a hold', () => {
  it('becomes a booking up to its limit, which is then announced', () => {
    const hold = Appointment.hold(fields, weekBefore.add({ minutes: rules.holdMinutes }));
    expect(hold.holdUntil?.toString()).toBe('2027-03-03T15:05:00Z');
    hold.takeEvents();
    hold.confirm(instant('2027-03-03T15:04:59Z'));
    expect(hold).toMatchObject({ status: 'booked', holdUntil: undefined });
    expect(hold.takeEvents().map(({ type }) => type)).toEqual([appointmentEvents.booked]);
  });

  it('is of no effect from its limit on', () => {
    const hold = Appointment.hold(fields, weekBefore.add({ minutes: rules.holdMinutes }));
    expect(() => hold.confirm(instant('2027-03-03T15:05:00Z'))).toThrow(InvalidTransition);
    expect(() => hold.expire(instant('2027-03-03T15:04:59Z'))).toThrow(InvalidTransition);
    hold.expire(instant('2027-03-03T15:05:00Z'));
    expect(hold.status).toBe('expired');
  });
});

describe('the guards of an appointment', () => {
  it('let a patient check in on the same local day only', () => {
    const earlyMorning = instant('2027-03-10T05:00:00Z');
    const eveningBefore = instant('2027-03-10T04:59:59Z');
    expect(() => appointmentIn('booked').checkIn(rules, eveningBefore)).toThrow('not today');
    const appointment = appointmentIn('booked');
    appointment.checkIn(rules, earlyMorning);
    expect(appointment.checkedInAt).toEqual(earlyMorning);
  });

  it('count a patient as not come once the grace is over', () => {
    expect(() => appointmentIn('booked').markNoShow(rules, instant('2027-03-10T15:15:00Z'))).toThrow(InvalidTransition);
    const appointment = appointmentIn('booked');
    appointment.markNoShow(rules, instant('2027-03-10T15:15:01Z'));
    expect(appointment.status).toBe('no-show');
  });

  it('call a cancellation late inside the window, but never that of a hold', () => {
    const lateOn = instant('2027-03-09T15:00:01Z');
    const appointment = appointmentIn('booked');
    appointment.cancel('ill', rules, lateOn);
    expect(appointment).toMatchObject({ cancelReason: 'ill', cancelledLate: true });
    expect(appointment.takeEvents()[0]!.payload).toMatchObject({ late: true });
    const inTime = appointmentIn('booked');
    inTime.cancel('ill', rules, instant('2027-03-09T15:00:00Z'));
    expect(inTime.cancelledLate).toBe(false);
    const hold = appointmentIn('held');
    hold.cancel('changed my mind', rules, lateOn);
    expect(hold.cancelledLate).toBe(false);
  });
});

describe('rescheduling', () => {
  it('keeps the appointment, moves its time and says where it was', () => {
    const appointment = appointmentIn('confirmed');
    appointment.reschedule(target);
    expect(appointment).toMatchObject({ id: 'appointment', status: 'confirmed', staffId: 'other', timeVersion: 2, resourceIds: [] });
    expect(appointment.start.toString()).toBe('2027-03-11T15:00:00Z');
    expect(appointment.takeEvents()).toEqual([
      {
        type: 'scheduling.appointment-rescheduled.v1',
        aggregateId: 'appointment',
        payload: expect.objectContaining({
          start: '2027-03-11T15:00:00Z',
          previousStart: '2027-03-10T15:00:00Z',
          previousStaffId: 'doctor',
          timeVersion: 2,
        }),
      },
    ]);
  });
});

describe('what is told of an appointment', () => {
  it('is ids and instants, never a reason', () => {
    const [event] = Appointment.book({ ...fields, reason: 'something private' }).takeEvents();
    expect(Object.keys(event!.payload).sort()).toEqual(
      ['appointmentId', 'appointmentTypeId', 'end', 'facilityId', 'patientId', 'staffId', 'start', 'timeVersion'].sort(),
    );
  });
});
