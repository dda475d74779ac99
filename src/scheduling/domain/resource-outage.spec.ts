import { describe, expect, it } from '@jest/globals';
import { InvalidTransition } from '#kernel';
import { type NewResourceOutage, ResourceOutage } from './resource-outage.js';

const start = Temporal.Instant.from('2027-03-10T08:00:00Z');
const end = start.add({ hours: 8 });
const before = start.subtract({ minutes: 1 });
const during = start.add({ hours: 2 });

function declared(changes: Partial<NewResourceOutage> = {}): ResourceOutage {
  const about = { id: 'outage', facilityId: 'facility', resourceId: 'room', reason: 'Water damage', declaredBy: 'user' };
  return ResourceOutage.declare({ ...about, start, end, ...changes });
}

describe('an outage of a room', () => {
  it('begins and is over by itself', () => {
    const outage = declared();
    expect([before, start, end.subtract({ seconds: 1 }), end].map((now) => outage.statusAt(now))).toEqual([
      'planned',
      'in-force',
      'in-force',
      'over',
    ]);
    expect(outage.takeEvents()).toEqual([
      {
        type: 'scheduling.resource-outage-declared.v1',
        aggregateId: 'room',
        payload: {
          ...{ resourceOutageId: 'outage', facilityId: 'facility', resourceId: 'room' },
          ...{ start: '2027-03-10T08:00:00Z', end: '2027-03-10T16:00:00Z' },
        },
      },
    ]);
  });

  it('ends after its start, or when somebody says so', () => {
    const refusal = expect.objectContaining({ code: 'invalid-period' });
    for (const wrong of [start, before]) expect(() => declared({ end: wrong })).toThrow(refusal);
    const endless = declared({ end: undefined });
    expect(endless.statusAt(start.add({ hours: 24 * 1_000 }))).toBe('in-force');
    endless.finish('user', during);
    expect(endless.statusAt(during)).toBe('over');
  });

  it('gives the rest of its time back where it is ended early', () => {
    const outage = declared();
    outage.takeEvents();
    outage.finish('porter', during);
    expect(outage).toMatchObject({ start, end: during, endedAt: during, endedBy: 'porter' });
    expect(outage.takeEvents()).toMatchObject([{ type: 'scheduling.resource-outage-ended.v1', payload: { end: '2027-03-10T10:00:00Z' } }]);
    expect(() => outage.finish('porter', during)).toThrow(InvalidTransition);
  });

  it('closes no time at all where it is ended before it began, and can’t be ended once over', () => {
    const outage = declared();
    outage.finish('porter', before);
    expect(outage.end).toEqual(start);
    expect([before, start, during].map((now) => outage.statusAt(now))).toEqual(['over', 'over', 'over']);
    expect(() => declared().finish('porter', end)).toThrow(InvalidTransition);
  });
});
