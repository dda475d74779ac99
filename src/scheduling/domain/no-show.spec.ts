import { describe, expect, it } from '@jest/globals';
import { Money, Period } from '#kernel';
import { Appointment } from './appointment.js';
import { type FacilityRules, schedulingDefaults } from './facility-rules.js';
import { expectFewNoShows, noShowsCountFrom } from './no-show.js';

const start = Temporal.Instant.from('2027-03-10T09:00:00Z');
const afterwards = start.add({ hours: 1 });
const plain: FacilityRules = { ...schedulingDefaults, facilityId: 'facility', facilityName: 'Charité', timeZone: 'UTC' };
const charging: FacilityRules = { ...plain, noShow: { ...plain.noShow, fee: Money.parse('20.00', 'EUR') } };

function missed(rules: FacilityRules): Appointment {
  const people = { patientId: 'anna', staffId: 'doctor', resourceIds: [] };
  const about = { id: 'appointment', facilityId: 'facility', appointmentTypeId: 'check-up', day: Temporal.PlainDate.from('2027-03-10') };
  const appointment = Appointment.book({ ...about, ...people, period: Period.lasting(start, 30) });
  appointment.takeEvents();
  appointment.markNoShow(rules, afterwards);
  return appointment;
}

const told = (appointment: Appointment): [string, unknown][] =>
  appointment.takeEvents().map(({ type, payload }) => [type.slice('scheduling.appointment-'.length), payload]);

describe('not having come', () => {
  it('costs what the facility charges at that time, and nothing by default', () => {
    const appointment = missed(charging);
    expect(appointment.noShowFee?.toJSON()).toEqual({ amount: '20.00', currency: 'EUR' });
    expect(told(appointment)).toEqual([['no-show.v1', expect.objectContaining({ fee: { amount: '20.00', currency: 'EUR' } })]]);
    const free = missed(plain);
    expect(free.noShowFee).toBeUndefined();
    expect(told(free)).toEqual([['no-show.v1', expect.objectContaining({ fee: undefined })]]);
  });

  it('is forgiven once, and stays on record', () => {
    const appointment = missed(charging);
    appointment.takeEvents();
    appointment.waiveNoShow('The bus broke down', 'clerk', afterwards);
    const waiver = { noShowWaivedAt: afterwards, noShowWaivedBy: 'clerk', noShowWaiveReason: 'The bus broke down' };
    expect(appointment).toMatchObject({ status: 'no-show', ...waiver });
    expect(appointment.noShowFee).toBeUndefined();
    const withdrawn = expect.objectContaining({ cause: 'waived', fee: { amount: '20.00', currency: 'EUR' } });
    expect(told(appointment)).toEqual([['no-show-withdrawn.v1', withdrawn]]);
    expect(() => appointment.waiveNoShow('again', 'clerk', afterwards)).toThrow('waived already');
    expect(told(appointment)).toEqual([]);
  });

  it('is withdrawn where the patient comes after all, or the appointment was entered in error', () => {
    const late = missed(charging);
    late.takeEvents();
    late.checkIn(charging, afterwards);
    expect(late.noShowFee).toBeUndefined();
    expect(told(late).map(([type]) => type)).toEqual(['no-show-withdrawn.v1', 'checked-in.v1']);
    const wrong = missed(charging);
    wrong.takeEvents();
    wrong.void('another patient');
    expect(told(wrong)).toEqual([['no-show-withdrawn.v1', expect.objectContaining({ cause: 'voided' })], ['voided.v1', expect.anything()]]);
  });

  it('is withdrawn once: what was waived before is not told again', () => {
    const appointment = missed(charging);
    appointment.waiveNoShow('The bus broke down', 'clerk', afterwards);
    appointment.takeEvents();
    appointment.checkIn(charging, afterwards);
    expect(told(appointment).map(([type]) => type)).toEqual(['checked-in.v1']);
  });
});

describe('the limit of no-shows', () => {
  it('is reached by the last of so many, and there is none by default', () => {
    const rules = { limit: 2, windowDays: 30 };
    expect(() => expectFewNoShows(1, rules)).not.toThrow();
    expect(() => expectFewNoShows(2, rules)).toThrow(expect.objectContaining({ code: 'too-many-no-shows', details: rules }));
    expect(() => expectFewNoShows(99, plain.noShow)).not.toThrow();
  });

  it('looks back so many days', () => {
    expect(noShowsCountFrom({ windowDays: 30 }, start).toString()).toBe('2027-02-08T09:00:00Z');
  });
});
