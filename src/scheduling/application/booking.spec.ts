import { describe, expect, it } from '@jest/globals';
import { InvalidTransition, NotFound, RuleBroken, StaleVersion } from '#kernel';
import { CountingIds, DirectUnitOfWork, FixedClock, RecordedAuditTrail } from '#testing';
import { OutsideAvailability, PatientBusy, SlotTaken, StaffNotCredentialed } from '../domain/appointment-errors.js';
import {
  AppointmentBook,
  berlin,
  CalendarOf,
  checkUp,
  dutyOf,
  FacilityOf,
  PatientsOf,
  RosterOf,
} from './in-memory-ports.js';
import { AppointmentDesk } from './appointment-desk.js';
import { BookAppointment } from './book-appointment.js';
import { CancelAppointment } from './cancel-appointment.js';
import { CheckInPatient } from './check-in-patient.js';
import { ConfirmAppointment } from './confirm-appointment.js';
import { ExpireHolds } from './expire-holds.js';
import { FindPlace } from './find-place.js';
import { FindSlots } from './find-slots.js';
import { MarkNoShow, MarkNoShows } from './mark-no-show.js';
import { RescheduleAppointment } from './reschedule-appointment.js';
import { SelfServiceDesk } from './self-service-desk.js';

function practice() {
  const clock = new FixedClock(Temporal.Instant.from('2027-03-01T06:00:00Z'));
  const book = new AppointmentBook();
  const audit = new RecordedAuditTrail();
  const unitOfWork = new DirectUnitOfWork();
  const calendar = new CalendarOf(book, { ...checkUp, requiredSpecialty: 'cardiology' });
  const soonUnlicensed = [{ from: Date.UTC(2027, 2, 5), until: Infinity }];
  const roster = new RosterOf([
    dutyOf('heart', { specialties: ['cardiology'] }),
    dutyOf('second heart', { specialties: ['cardiology'], uncredentialed: soonUnlicensed }),
    dutyOf('skin', { specialties: ['dermatology'] }),
    dutyOf('elsewhere', { specialties: ['cardiology'], facilityId: 'other' }),
  ]);
  const patients = new PatientsOf({ anna: {}, ben: {}, late: { deceased: true } });
  const facilities = new FacilityOf(berlin);
  const findPlace = new FindPlace(calendar, roster, patients, book, clock);
  const desk = new AppointmentDesk(unitOfWork, book);
  const selfService = new SelfServiceDesk(facilities);
  const markNoShow = new MarkNoShow(desk, facilities, clock);
  return {
    clock,
    book,
    audit,
    booking: new BookAppointment(unitOfWork, findPlace, book, new CountingIds(), clock, audit),
    confirm: new ConfirmAppointment(desk, book, selfService, clock),
    cancel: new CancelAppointment(desk, book, facilities, selfService, clock),
    reschedule: new RescheduleAppointment(desk, findPlace, book),
    checkIn: new CheckInPatient(desk, facilities, clock),
    expireHolds: new ExpireHolds(desk, book, clock, audit),
    markNoShow,
    markNoShows: new MarkNoShows(unitOfWork, markNoShow, book, clock, audit),
    slots: new FindSlots(calendar, roster, facilities, clock),
  };
}

const at = (text: string) => Temporal.Instant.from(text);
const wish = { patientId: 'anna', appointmentTypeId: 'check-up', staffId: 'heart', start: at('2027-03-04T09:00:00Z') };
const hold = { ...wish, hold: true };
const HERE = { facilities: ['facility'], opened: [] };
const ELSEWHERE = { facilities: ['other'], opened: [] };

describe('booking an appointment', () => {
  it('takes practitioner and patient', async () => {
    const { booking, book } = practice();
    const appointment = await booking.execute(wish);
    expect(appointment).toMatchObject({ status: 'booked', version: 1, facilityId: 'facility' });
    expect(appointment.end.toString()).toBe('2027-03-04T09:30:00Z');
    expect(book.bookings.get(appointment.id)).toHaveLength(2);
    expect(appointment.day.toString()).toBe('2027-03-04');
  });

  it('is refused where the practitioner is taken', async () => {
    const { booking } = practice();
    await booking.execute(wish);
    await expect(booking.execute({ ...wish, patientId: 'ben' })).rejects.toThrow(SlotTaken);
  });

  it('is refused where the patient is elsewhere', async () => {
    const { booking } = practice();
    await booking.execute(wish);
    await expect(booking.execute({ ...wish, staffId: 'second heart' })).rejects.toThrow(PatientBusy);
  });

  it.each([
    ['before the doors open', '2027-03-04T07:59:00Z'],
    ['running over their closing', '2027-03-04T15:45:00Z'],
  ])('is refused %s', async (_, start) => {
    await expect(practice().booking.execute({ ...wish, start: at(start) })).rejects.toThrow(OutsideAvailability);
  });

  it('is refused without the specialty or a valid credential at that time', async () => {
    const { booking } = practice();
    await expect(booking.execute({ ...wish, staffId: 'skin' })).rejects.toThrow(StaffNotCredentialed);
    const later = { ...wish, staffId: 'second heart', start: at('2027-03-05T09:00:00Z') };
    await expect(booking.execute(later)).rejects.toThrow(StaffNotCredentialed);
  });

  it('is refused for nobody, for the dead, and in another facility', async () => {
    const { booking } = practice();
    await expect(booking.execute({ ...wish, patientId: 'nobody' })).rejects.toThrow(NotFound);
    await expect(booking.execute({ ...wish, staffId: 'nobody' })).rejects.toThrow(NotFound);
    await expect(booking.execute({ ...wish, patientId: 'late' })).rejects.toMatchObject({ code: 'patient-deceased' });
    await expect(booking.execute({ ...wish, staffId: 'elsewhere' })).rejects.toMatchObject({ code: 'wrong-facility' });
  });

  it('is refused on days gone by and beyond the horizon', async () => {
    const { booking } = practice();
    await expect(booking.execute({ ...wish, start: at('2027-02-28T10:00:00Z') })).rejects.toThrow(RuleBroken);
    const far = { ...wish, start: at('2028-04-06T10:00:00Z') };
    await expect(booking.execute(far)).rejects.toMatchObject({ code: 'beyond-booking-horizon' });
  });

  it('is refused to a caller of another facility, who learns nothing', async () => {
    const { booking, confirm } = practice();
    await expect(booking.execute({ ...wish, scope: ELSEWHERE })).rejects.toThrow(NotFound);
    const { id } = await booking.execute({ ...wish, scope: HERE });
    await expect(confirm.execute({ appointmentId: id, scope: ELSEWHERE })).rejects.toThrow(NotFound);
    const foreign = { ...wish, staffId: 'elsewhere', scope: HERE };
    await expect(booking.execute(foreign)).rejects.toMatchObject({ code: 'not-found', what: 'staff member' });
  });

  it('is done by patients for themselves alone, and not for what is past', async () => {
    const { booking, confirm, checkIn, clock } = practice();
    const scope = { facilities: [], ownPatient: 'anna', opened: [] };
    await expect(booking.execute({ ...wish, patientId: 'ben', scope })).rejects.toMatchObject({ what: 'patient' });
    const { id } = await booking.execute({ ...wish, scope });
    expect((await confirm.execute({ appointmentId: id, scope })).status).toBe('confirmed');
    await expect(confirm.execute({ appointmentId: id, scope })).rejects.toMatchObject({ details: { allowedActions: ['cancel'] } });
    await expect(checkIn.execute({ appointmentId: id, scope: ELSEWHERE })).rejects.toThrow(NotFound);
    clock.moveTo('2027-03-04T12:00:00Z');
    const past = booking.execute({ ...wish, start: at('2027-03-04T11:00:00Z'), scope });
    await expect(past).rejects.toMatchObject({ code: 'too-late-to-book' });
  });

  it('goes beyond all that by an override, whose reason alone is on the audit trail', async () => {
    const { booking, audit } = practice();
    await booking.execute({ ...wish, reason: 'chest pain' });
    const forced = await booking.execute({ ...wish, patientId: 'ben', override: { reason: 'emergency' } });
    expect(forced.overrideReason).toBe('emergency');
    const atNight = await booking.execute({ ...wish, start: at('2027-03-04T20:00:00Z'), override: { reason: 'night' } });
    expect(atNight.status).toBe('booked');
    expect(audit.entries.map(({ reason }) => reason)).toEqual([undefined, 'emergency', 'night']);
  });
});

describe('a held time', () => {
  it('is taken until its limit, then anybody’s, whether or not it was swept', async () => {
    const { booking, clock, book } = practice();
    const held = await booking.execute(hold);
    clock.moveTo('2027-03-01T06:04:59Z');
    await expect(booking.execute({ ...wish, patientId: 'ben' })).rejects.toThrow(SlotTaken);
    clock.moveTo('2027-03-01T06:05:00Z');
    await booking.execute({ ...wish, patientId: 'ben' });
    expect((await book.get(held.id)).status).toBe('expired');
    expect(book.bookings.has(held.id)).toBe(false);
  });

  it('is given up by the job once past, and kept when confirmed in time', async () => {
    const { booking, clock, book, confirm, expireHolds, audit } = practice();
    const kept = await booking.execute(hold);
    const lost = await booking.execute({ ...hold, patientId: 'ben', start: at('2027-03-04T10:00:00Z') });
    await confirm.execute({ appointmentId: kept.id });
    clock.moveTo('2027-03-01T06:05:00Z');
    expect(await expireHolds.execute()).toBe(1);
    expect([kept.status, lost.status]).toEqual(['booked', 'expired']);
    expect([...book.bookings.keys()]).toEqual([kept.id]);
    expect(audit.entries.at(-1)).toMatchObject({ action: 'appointment.expire', resourceId: lost.id, patientId: 'ben' });
  });
});

describe('changing an appointment', () => {
  it('moves it over its own time, and frees what it left', async () => {
    const { booking, reschedule } = practice();
    const appointment = await booking.execute(wish);
    await reschedule.execute({ appointmentId: appointment.id, start: at('2027-03-04T09:15:00Z') });
    expect(appointment).toMatchObject({ timeVersion: 2, status: 'booked' });
    await booking.execute({ ...wish, patientId: 'ben', start: at('2027-03-04T08:45:00Z') });
    const onto = { appointmentId: appointment.id, start: at('2027-03-04T08:30:00Z') };
    await expect(reschedule.execute(onto)).rejects.toThrow(SlotTaken);
  });

  it('is refused for a version that is no longer the current one', async () => {
    const { booking, confirm } = practice();
    const { id } = await booking.execute(wish);
    await expect(confirm.execute({ appointmentId: id, expectedVersion: 7 })).rejects.toThrow(StaleVersion);
  });

  it('frees the time when it is cancelled', async () => {
    const { booking, cancel, book } = practice();
    const { id } = await booking.execute(wish);
    await cancel.execute({ appointmentId: id, reason: 'ill' });
    expect(book.bookings.size).toBe(0);
    await expect(cancel.execute({ appointmentId: id, reason: 'again' })).rejects.toThrow(InvalidTransition);
  });

  it('lets a patient who was counted as not come check in only by permission', async () => {
    const { booking, markNoShow, checkIn, clock } = practice();
    const { id } = await booking.execute(wish);
    clock.moveTo('2027-03-04T09:20:00Z');
    await markNoShow.execute({ appointmentId: id });
    await expect(checkIn.execute({ appointmentId: id, reopening: ELSEWHERE })).rejects.toThrow('permission');
    expect((await checkIn.execute({ appointmentId: id, reopening: HERE })).status).toBe('checked-in');
  });

  it('marks by itself who did not come, leaving those in their time of grace', async () => {
    const { booking, markNoShows, clock } = practice();
    const early = await booking.execute(wish);
    const later = await booking.execute({ ...wish, patientId: 'ben', start: at('2027-03-04T09:30:00Z') });
    clock.moveTo('2027-03-04T09:40:00Z');
    expect(await markNoShows.execute()).toBe(1);
    expect([early.status, later.status]).toEqual(['no-show', 'booked']);
  });
});

describe('finding slots', () => {
  const date = (text: string) => Temporal.PlainDate.from(text);

  it('offers what can be booked, across practitioners, earliest first', async () => {
    const { booking, slots } = practice();
    await booking.execute(wish);
    const found = await slots.execute({ appointmentTypeId: 'check-up', from: date('2027-03-04'), to: date('2027-03-04') });
    expect(found.filter(({ staffId }) => staffId === 'heart')).toHaveLength(15);
    expect(found.filter(({ staffId }) => staffId === 'second heart')).toHaveLength(16);
    expect(found.every((slot, index) => index === 0 || found[index - 1]!.start <= slot.start)).toBe(true);
  });

  it('offers nothing that has begun, that lacks a credential, or beyond the horizon', async () => {
    const { slots, clock } = practice();
    clock.moveTo('2027-03-05T12:10:00Z');
    const today = { appointmentTypeId: 'check-up', from: date('2027-03-05'), to: date('2027-03-05') };
    const found = await slots.execute(today);
    expect(found.map(({ staffId }) => staffId)).toEqual(Array(7).fill('heart'));
    expect(await slots.execute({ ...today, from: date('2028-06-01'), to: date('2028-06-02') })).toEqual([]);
  });

  it('refuses dates out of order and more than 92 days', async () => {
    const { slots } = practice();
    const ask = (from: string, to: string) => slots.execute({ appointmentTypeId: 'check-up', from: date(from), to: date(to) });
    await expect(ask('2027-03-05', '2027-03-04')).rejects.toMatchObject({ code: 'invalid-date-range' });
    await expect(ask('2027-03-01', '2027-06-01')).rejects.toMatchObject({ code: 'invalid-date-range' });
    expect((await ask('2027-03-01', '2027-05-31')).length).toBeGreaterThan(92);
  });
});
