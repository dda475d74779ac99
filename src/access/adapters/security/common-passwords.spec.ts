import { describe, expect, it } from '@jest/globals';
import { ListedCommonPasswords } from './common-passwords.js';

describe('common passwords', () => {
  const common = new ListedCommonPasswords();

  it.each(['password', 'Football', 'SUNSHINE', 'trustno1', 'qwertyuiop', '1qaz2wsx3edc4rfv', 'accomplishments', 'q1w2e3r4t5y6u7i8'])(
    'are known: %s',
    async (password) => {
      expect(await common.includes(password)).toBe(true);
    },
  );

  it.each(['kettle 7', 'nine copper kettles sing', 'constructor of bridges'])('are not %s', async (password) => {
    expect(await common.includes(password)).toBe(false);
  });
});
