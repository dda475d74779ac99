import { describe, expect, it } from '@jest/globals';
import { NotFound } from './domain-error.js';
import { describeFailure, presentable } from './failure.js';

describe('what is kept of a failure', () => {
  const driverError = Object.assign(new Error('invalid input syntax for type uuid: "Jane Doe"'), { code: '22P02' });

  it('is the text of our own refusals', () => {
    expect(describeFailure(new NotFound('bed'))).toBe('NotFound: There is no such bed, or it is not visible to you.');
  });

  it('is the kind of any other error, never what it says', () => {
    expect(describeFailure(driverError)).toBe('Error 22P02');
    expect(describeFailure(Object.assign(new Error('Failing row contains (Jane Doe)'), { code: '23514', constraint: 'beds_age' }))).toBe(
      'Error 23514 beds_age',
    );
    expect(describeFailure(new TypeError('Jane Doe is not a function'))).toBe('TypeError');
    expect(describeFailure('Jane Doe')).toBe('unknown failure');
  });

  it('includes the places in the code', () => {
    const { message, stack } = presentable(driverError);
    expect(message).toBe('Error 22P02');
    expect(stack).toContain('failure.spec');
    expect(stack).not.toContain('Jane Doe');
  });
});
