import { describe, expect, it } from '@jest/globals';
import { networkOf } from './rate-limits.js';
import { WINDOW, Windows } from './windows.js';

const NOON = 29_000_000 * WINDOW;

describe('counting in windows', () => {
  it('counts each caller apart', () => {
    const windows = new Windows();
    windows.count('ada', NOON);
    windows.count('ada', NOON + 1);

    expect(windows.count('ada', NOON + 2).own).toBe(3);
    expect(windows.count('grace', NOON + 2).own).toBe(1);
  });

  it('begins anew with each minute of the clock', () => {
    const windows = new Windows();
    windows.count('ada', NOON + WINDOW - 1);

    expect(windows.count('ada', NOON + WINDOW).own).toBe(1);
    expect(windows.state(NOON + WINDOW).window).toBe(NOON + WINDOW);
  });

  it('begins anew where the clock is set back', () => {
    const windows = new Windows();
    windows.count('ada', NOON);

    expect(windows.count('ada', NOON - 1).own).toBe(1);
  });

  it('forgets the first callers rather than grow without bounds', () => {
    const windows = new Windows(3);
    for (const caller of ['a', 'b', 'c', 'd']) windows.count(caller, NOON);

    expect([...windows.state(NOON).callers.keys()]).toEqual(['b', 'c', 'd']);
    expect(windows.count('d', NOON).own).toBe(2);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
