import { describe, expect, it } from '@jest/globals';
import { Proposals } from './alternatives.js';
import type { Slot } from './slots.js';

const HOUR = 3_600_000;
const slot = (hour: number, staffId: string, more: Partial<Slot> = {}): Slot => {
  return { start: hour * HOUR, end: (hour + 1) * HOUR, staffId, resourceIds: [], remaining: 1, ...more };
};
const lost = (hour: number, patientId = 'p1'): { appointmentId: string; patientId: string; time: { from: number; until: number } } => {
  return { appointmentId: `a-${patientId}`, patientId, time: { from: hour * HOUR, until: (hour + 1) * HOUR } };
};
const none = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
const told = (found: readonly Slot[]): string[] => found.map(({ staffId, start }) => `${staffId}@${start / HOUR}`);

describe('times that are proposed instead', () => {
  const later = [slot(5, 'own'), slot(30, 'own'), slot(31, 'own'), slot(32, 'own'), slot(33, 'own')];
  const sameDay = [slot(9, 'other'), slot(11, 'other'), slot(20, 'other')];

  it('are three, in turn later with the same practitioner and close by with another', () => {
    expect(told(new Proposals(new Map(), none).for(lost(10), later, sameDay))).toEqual(['own@30', 'other@9', 'own@31']);
  });

  it('are never before the lost time with the same practitioner', () => {
    expect(told(new Proposals(new Map(), none).for(lost(31), later, []))).toEqual(['own@31', 'own@32', 'own@33']);
  });

  it('are when the patient is free', () => {
    const elsewhere = new Map([['p1', [{ from: 30 * HOUR, until: 31.5 * HOUR }]]]);
    expect(told(new Proposals(elsewhere, none).for(lost(10), later, []))).toEqual(['own@32', 'own@33']);
  });

  it('can be taken together by different patients, with buffers and rooms', () => {
    const proposals = new Proposals(new Map(), { bufferBeforeMinutes: 0, bufferAfterMinutes: 30 });
    const roomy = [slot(30, 'own', { resourceIds: ['r1'] }), slot(30.5, 'own'), slot(32, 'own')];
    expect(told(proposals.for(lost(10), roomy.slice(0, 1), []))).toEqual(['own@30']);
    expect(told(proposals.for(lost(10, 'p2'), roomy, [slot(30, 'other', { resourceIds: ['r1'] })]))).toEqual(['own@32']);
  });

  it('are proposed as often as there is room', () => {
    const proposals = new Proposals(new Map(), none);
    const group = [slot(30, 'own', { remaining: 2 })];
    expect(['p1', 'p2', 'p3'].map((patient) => told(proposals.for(lost(10, patient), group, [])))).toEqual([['own@30'], ['own@30'], []]);
  });
});
