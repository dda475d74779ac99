import { describe, expect, it } from '@jest/globals';
import { type EventSubscriber, EventSubscriptions } from './event-subscriptions.js';

function subscriber(name: string, ...types: string[]): EventSubscriber {
  return { name, types, handle: async () => undefined };
}

describe('subscriptions to events', () => {
  it('are known by name and by type', () => {
    const subscriptions = new EventSubscriptions();
    const planner = subscriber('scheduling.plan-reminders', 'a.v1', 'b.v1');
    subscriptions.add(planner);
    expect(subscriptions.named('scheduling.plan-reminders')).toBe(planner);
    expect(subscriptions.pairs()).toEqual([
      { subscriber: 'scheduling.plan-reminders', type: 'a.v1' },
      { subscriber: 'scheduling.plan-reminders', type: 'b.v1' },
    ]);
  });

  it('can’t share a name, which is what their deliveries are stored under', () => {
    const subscriptions = new EventSubscriptions();
    subscriptions.add(subscriber('scheduling.plan-reminders'));
    expect(() => subscriptions.add(subscriber('scheduling.plan-reminders'))).toThrow('two subscribers');
  });

  it('take no name that could not be part of a job’s id', () => {
    for (const name of ['', 'Plan', 'a:b', 'a b', '-a']) {
      expect(() => new EventSubscriptions().add(subscriber(name))).toThrow('no name for a subscriber');
    }
  });
});
