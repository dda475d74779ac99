import { describe, expect, it } from '@jest/globals';
import { Occupancy, type Occupied } from './occupancy.js';
import { slotsOf } from './slots.js';
import { MINUTE } from './spans.js';

const at = (minutes: number) => minutes * MINUTE;
const taken = (thingId: string, from: number, until: number, lane = 0, more: Partial<Occupied> = {}): Occupied => ({
  thingId,
  lane,
  from: at(from),
  until: at(until),
  ...more,
});
const request = { window: { from: 0, until: at(1_000) }, durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, needs: [] };
const doctor = { staffId: 'doctor', capacity: 1, open: [{ from: at(60), until: at(180) }] };
const startsOf = (slots: { start: number }[]) => slots.map(({ start }) => start / MINUTE);

describe('laying slots', () => {
  it('steps by the duration from the beginning of the open time and never runs over its end', () => {
    const slots = slotsOf({ ...doctor, open: [{ from: at(60), until: at(145) }] }, request, new Occupancy([], 0));
    expect(startsOf(slots)).toEqual([60, 90]);
    expect(slots[0]).toEqual({ start: at(60), end: at(90), staffId: 'doctor', resourceIds: [], remaining: 1 });
  });

  it('keeps the steps of an open time that began before the window', () => {
    const slots = slotsOf(doctor, { ...request, window: { from: at(100), until: at(121) } }, new Occupancy([], 0));
    expect(startsOf(slots)).toEqual([120]);
  });

  it('leaves out what a booking touches, with the buffers of both', () => {
    const occupancy = new Occupancy([taken('doctor', 90, 125)], 0);
    expect(startsOf(slotsOf(doctor, request, occupancy))).toEqual([60, 150]);
    expect(startsOf(slotsOf(doctor, { ...request, bufferAfterMinutes: 10 }, occupancy))).toEqual([150]);
    expect(startsOf(slotsOf(doctor, { ...request, bufferBeforeMinutes: 30 }, occupancy))).toEqual([60]);
  });

  it('disregards holds that are past their limit', () => {
    const held = taken('doctor', 60, 90, 0, { heldUntil: 500 });
    expect(startsOf(slotsOf(doctor, request, new Occupancy([held], 499)))).toEqual([90, 120, 150]);
    expect(startsOf(slotsOf(doctor, request, new Occupancy([held], 500)))).toEqual([60, 90, 120, 150]);
  });

  it('tells how many more fit where several are seen at once', () => {
    const occupancy = new Occupancy([taken('doctor', 60, 90), taken('doctor', 60, 90, 2), taken('doctor', 90, 120, 1)], 0);
    const slots = slotsOf({ ...doctor, capacity: 3 }, request, occupancy);
    expect(slots.map(({ remaining }) => remaining)).toEqual([1, 2, 3, 3]);
  });

  it('needs a free room of each kind, and names the one it found', () => {
    const needs = [{ kind: 'room', candidates: [{ id: 'red', capacity: 1 }, { id: 'blue', capacity: 2 }] }];
    const occupancy = new Occupancy([taken('red', 60, 120), taken('blue', 60, 90), taken('blue', 60, 120, 1)], 0);
    const slots = slotsOf({ ...doctor, capacity: 9 }, { ...request, needs }, occupancy);
    expect(slots.map(({ start, resourceIds, remaining }) => [start / MINUTE, resourceIds, remaining])).toEqual([
      [90, ['blue'], 1],
      [120, ['red'], 3],
      [150, ['red'], 3],
    ]);
  });

  it('offers nothing where a kind that is needed does not exist', () => {
    expect(slotsOf(doctor, { ...request, needs: [{ kind: 'equipment', candidates: [] }] }, new Occupancy([], 0))).toEqual([]);
  });
});
