import { describe, expect, it } from '@jest/globals';
import { Unavailable } from '#kernel';
import { isOutage } from './failure.js';

describe('a failure', () => {
  it('does not count against the job where something is only away', () => {
    expect([isOutage(new Unavailable('database')), isOutage(new Error('wrong'))]).toEqual([true, false]);
  });
});
