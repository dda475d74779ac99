import { describe, expect, it } from '@jest/globals';
import { RequestLoad } from './request-load.js';

describe('the load of requests', () => {
  function loadAfter(requestsPerWindow: number): { load: RequestLoad; pass: (ms: number) => void } {
    let now = 1_000;
    const load = new RequestLoad(() => now);
    for (let window = 0; window < 3; window++) {
      for (let n = 0; n < requestsPerWindow; n++) load.note();
      now += 200;
    }
    load.note();
    return { load, pass: (ms) => (now += ms) };
  }

  it('is high while many requests come in', () => {
    expect(loadAfter(40).load.isHigh).toBe(true);
  });

  it('is not high with a few', () => {
    expect(loadAfter(5).load.isHigh).toBe(false);
  });

  it('is over soon after the last request', () => {
    const { load, pass } = loadAfter(40);
    pass(400);
    expect(load.isHigh).toBe(false);
  });

  it('holds other work up, but not for good', async () => {
    const { load } = loadAfter(40);
    await load.letUp();
    expect(load.isHigh).toBe(true);
  });
});
