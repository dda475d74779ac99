import { describe, expect, it } from '@jest/globals';
import { InvalidTransition } from '#kernel';
import { offerLimit } from './offer-limit.js';
import { waitListEvents } from './wait-list-events.js';
import { type NewWaitListEntry, WaitListEntry } from './wait-list-entry.js';
import { waitListMachine, waitListStatuses } from './wait-list-machine.js';
import { WaitListOffer } from './wait-list-offer.js';

const now = Temporal.Instant.from('2027-03-01T08:00:00Z');
const fields: NewWaitListEntry = {
  id: 'entry',
  facilityId: 'facility',
  patientId: 'patient',
  appointmentTypeId: 'check-up',
  earliest: Temporal.PlainDate.from('2027-03-02'),
  latest: Temporal.PlainDate.from('2027-03-28'),
  weekdays: [5, 1, 5],
  priority: 'urgent',
};

function entered(changes: Partial<NewWaitListEntry> = {}): WaitListEntry {
  return WaitListEntry.enter({ ...fields, ...changes }, 'Europe/Berlin', now);
}

function offered(): WaitListOffer {
  const ids = { id: 'offer', entryId: 'entry', facilityId: 'facility', patientId: 'patient', appointmentId: 'held', staffId: 'doctor' };
  const start = now.add({ hours: 48 });
  return WaitListOffer.make({ ...ids, start, end: start.add({ minutes: 30 }), expiresAt: now.add({ hours: 2 }) }, now);
}

describe('a place on the wait-list', () => {
  it('ends with the facility’s last day, also where the clocks change that night', () => {
    const entry = entered();
    expect(entry).toMatchObject({ status: 'waiting', weekdays: [1, 5] });
    expect(entry.expiresAt.toString()).toBe('2027-03-28T22:00:00Z');
    expect(() => entry.expire(entry.expiresAt.subtract({ seconds: 1 }))).toThrow('the last day has not passed');
    entry.expire(entry.expiresAt);
    expect(entry.status).toBe('expired');
    expect(entry.takeEvents().map(({ type }) => type)).toEqual([waitListEvents.entered, waitListEvents.expired]);
  });

  it('is not given for days that are over or out of order', () => {
    expect(() => entered({ latest: Temporal.PlainDate.from('2027-03-01') })).toThrow('The first date lies after the last.');
    const past = Temporal.PlainDate.from('2027-02-28');
    expect(() => entered({ earliest: past, latest: past })).toThrow('The last date has passed.');
  });

  it('keeps its age when an offer is declined, and is left with a reason', () => {
    const entry = entered();
    entry.offer();
    expect(() => entry.cancel(undefined, now)).toThrow(InvalidTransition);
    entry.goOnWaiting('decline');
    expect(entry.enteredAt).toEqual(now);
    entry.cancel('well again', now);
    expect(entry).toMatchObject({ status: 'cancelled', cancelReason: 'well again' });
  });

  it('refuses every step that is not declared', () => {
    const actions = ['enter', 'offer', 'accept', 'decline', 'lapse', 'cancel', 'expire'] as const;
    for (const from of waitListStatuses) {
      for (const action of actions) {
        const declared = waitListMachine.transitions.some((each) => each.from === from && each.action === action);
        if (!declared) expect(() => waitListMachine.next(from, action)).toThrow(InvalidTransition);
      }
    }
  });
});

describe('an offer', () => {
  it('is accepted until its limit, and once', () => {
    const [late, inTime] = [offered(), offered()];
    expect(() => late.accept(late.expiresAt)).toThrow('the offer has expired');
    inTime.accept(inTime.expiresAt.subtract({ seconds: 1 }));
    expect(inTime.status).toBe('accepted');
    expect(() => inTime.accept(now)).toThrow(InvalidTransition);
    expect(() => inTime.decline(now)).toThrow(InvalidTransition);
    expect(inTime.takeEvents().map(({ type }) => type)).toEqual([waitListEvents.offerMade, waitListEvents.offerAccepted]);
  });

  it('stands as long as the facility says, at most half of the time that is left, and not for minutes', () => {
    const limit = (hours: number, minimumNoticeMinutes?: number): string | undefined =>
      offerLimit({ from: now, start: now.add({ seconds: hours * 3_600 }), offerMinutes: 120, minimumNoticeMinutes })?.toString();

    expect(limit(48)).toBe('2027-03-01T10:00:00Z');
    expect(limit(4)).toBe('2027-03-01T10:00:00Z');
    expect(limit(1)).toBe('2027-03-01T08:30:00Z');
    expect(limit(4, 180)).toBe('2027-03-01T08:30:00Z');
    expect(limit(0.3)).toBeUndefined();
    expect(limit(-1)).toBeUndefined();
  });
});
