import { describe, expect, it } from '@jest/globals';
import { Period } from '#kernel';
import { PatientBusy, SlotTaken } from './appointment-errors.js';
import type { Occupied } from './occupancy.js';
import type { ResourceChoice } from './slots.js';
import { place, spanOf, type Surroundings, type Wanted } from './placement.js';

const start = Temporal.Instant.from('2027-03-10T15:00:00Z');
const period = Period.lasting(start, 30);
const wanted: Wanted = { period, blocked: period.padded(0, 10), staff: { id: 'doctor', capacity: 2 }, patientId: 'patient', needs: [] };
const surroundings: Surroundings = { taken: [], now: start, spread: 0, override: false };
const taken = (thingId: string, lane = 0, of = period): Occupied => ({ thingId, lane, ...spanOf(of) });

describe('finding a place', () => {
  it('blocks practitioner and room with the buffers, the patient without', () => {
    const needs = [{ kind: 'room', candidates: [{ id: 'red', capacity: 1 }] }];
    expect(place({ ...wanted, needs }, surroundings)).toEqual([
      { kind: 'practitioner', thingId: 'doctor', lane: 0, period: wanted.blocked },
      { kind: 'patient', thingId: 'patient', lane: 0, period },
      { kind: 'room', thingId: 'red', lane: 0, period: wanted.blocked },
    ]);
  });

  it('takes no room that is out of service meanwhile, buffers included; by an override only where there is no other', () => {
    const outages = [{ from: period.end.epochMilliseconds, until: Infinity }];
    const [red, blue] = [{ id: 'red', capacity: 1, outages }, { id: 'blue', capacity: 1 }];
    const roomOf = (candidates: ResourceChoice['candidates'], changes: Partial<Surroundings> = {}): string =>
      place({ ...wanted, needs: [{ kind: 'room', candidates }] }, { ...surroundings, ...changes })[2]!.thingId;

    for (const spread of [0, 1]) expect(roomOf([red, blue], { spread })).toBe('blue');
    expect(() => roomOf([red])).toThrow(SlotTaken);
    expect(() => roomOf([red, blue], { taken: [taken('blue')] })).toThrow(SlotTaken);
    expect(roomOf([red, blue], { taken: [taken('blue')], override: true })).toBe('blue');
    expect(roomOf([red], { override: true })).toBe('red');
    expect(roomOf([{ ...red, outages: [{ from: 0, until: period.start.epochMilliseconds }] }])).toBe('red');
  });

  it('takes the next lane up to the capacity, then refuses', () => {
    const [first] = place(wanted, { ...surroundings, taken: [taken('doctor')] });
    expect(first!.lane).toBe(1);
    expect(() => place(wanted, { ...surroundings, taken: [taken('doctor'), taken('doctor', 1)] })).toThrow(SlotTaken);
  });

  it('spreads racers over the free lanes', () => {
    const lanes = [0, 1, 2, 3].map((spread) => place(wanted, { ...surroundings, spread })[0]!.lane);
    expect(lanes).toEqual([0, 1, 0, 1]);
  });

  it('refuses a patient who is elsewhere, but lets them come straight from another buffer', () => {
    expect(() => place(wanted, { ...surroundings, taken: [taken('patient')] })).toThrow(PatientBusy);
    const justBefore = new Period(start.subtract({ minutes: 30 }), start);
    expect(place(wanted, { ...surroundings, taken: [taken('patient', 0, justBefore)] })).toHaveLength(2);
  });

  it('takes another room of the kind, and refuses where none is left', () => {
    const needs = [{ kind: 'room', candidates: [{ id: 'red', capacity: 1 }, { id: 'blue', capacity: 1 }] }];
    const [, , room] = place({ ...wanted, needs }, { ...surroundings, taken: [taken('red')] });
    expect(room!.thingId).toBe('blue');
    expect(() => place({ ...wanted, needs }, { ...surroundings, taken: [taken('red'), taken('blue')] })).toThrow(SlotTaken);
  });

  it('goes a lane above the capacity by an override', () => {
    const everything = [taken('doctor'), taken('doctor', 1), taken('doctor', 2), taken('patient')];
    const bookings = place(wanted, { ...surroundings, taken: everything, override: true });
    expect(bookings.map(({ lane }) => lane)).toEqual([3, 1]);
  });
});
