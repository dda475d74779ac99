import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { JoseSecrets } from './jose-secrets.js';

const key = (id: string): { id: string; secret: string } => ({ id, secret: randomBytes(32).toString('hex') });

describe('secrets that are kept', () => {
  const [old, fresh] = [key('old'), key('fresh')];

  it('open for their owner and for nobody else', async () => {
    const secrets = new JoseSecrets([old]);

    const { text, keyId } = await secrets.seal('JBSWY3DP', 'ada');

    expect(keyId).toBe('old');
    expect(text).not.toContain('JBSWY3DP');
    expect(await secrets.open(text, 'ada')).toBe('JBSWY3DP');
    expect(await secrets.open(text, 'bo')).toBeUndefined();
  });

  it('open under an older key while it is configured, and are sealed under the first', async () => {
    const { text } = await new JoseSecrets([old]).seal('JBSWY3DP', 'ada');
    const both = new JoseSecrets([fresh, old]);

    expect(await both.open(text, 'ada')).toBe('JBSWY3DP');
    expect((await both.seal('JBSWY3DP', 'ada')).keyId).toBe('fresh');
    expect(await new JoseSecrets([fresh]).open(text, 'ada')).toBeUndefined();
    expect(new JoseSecrets([fresh]).hasKey('old')).toBe(false);
  });

  it('do not open when they were altered, or when the key of that name is another', async () => {
    const secrets = new JoseSecrets([old]);
    const { text } = await secrets.seal('JBSWY3DP', 'ada');
    const parts = text.split('.');
    parts[3] = `${parts[3]!.startsWith('A') ? 'B' : 'A'}${parts[3]!.slice(1)}`;

    expect(await secrets.open(parts.join('.'), 'ada')).toBeUndefined();
    expect(await new JoseSecrets([key('old')]).open(text, 'ada')).toBeUndefined();
    expect(await secrets.open('no JWE at all', 'ada')).toBeUndefined();
  });

  it('are sealed differently each time', async () => {
    const secrets = new JoseSecrets([old]);

    expect((await secrets.seal('same', 'ada')).text).not.toBe((await secrets.seal('same', 'ada')).text);
  });
});
