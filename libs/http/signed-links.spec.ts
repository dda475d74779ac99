import { describe, expect, it } from '@jest/globals';
import { SignedLinks } from './signed-links.js';

const key = (id: string) => ({ id, secret: id.repeat(32) });
const links = new SignedLinks({ publicUrl: 'https://hospital.example', keys: [key('a')] });

describe('signed links', () => {
  it('say what they were made with, for the purpose that they were made for', () => {
    const token = links.sign('confirm', { id: 'x', expires: 5 });
    expect(links.read('confirm', token)).toMatchObject({ id: 'x', expires: 5 });
    expect(links.read('cancel', token)).toBeUndefined();
  });

  it('are refused where anything of them was changed', () => {
    const [text, signature] = links.sign('confirm', { id: 'x' }).split('.') as [string, string];
    const other = Buffer.from(JSON.stringify({ id: 'y', kid: 'a' })).toString('base64url');
    const wrong = [`${other}.${signature}`, `${text}.`, text, `${text}.${'A'.repeat(43)}`, '', '.', `${text}.${signature.slice(1)}`];
    expect(wrong.map((each) => links.read('confirm', each))).toEqual(wrong.map(() => undefined));
  });

  it('count as long as their key is among those that verify', () => {
    const token = links.sign('confirm', { id: 'x' });
    expect(new SignedLinks({ keys: [key('b'), key('a')] }).read('confirm', token)).toMatchObject({ id: 'x' });
    expect(new SignedLinks({ keys: [key('b')] }).read('confirm', token)).toBeUndefined();
  });

  it('lead to the public address, and nowhere without one', () => {
    expect(links.addressOf('/api')).toBe('https://hospital.example/api');
    expect(new SignedLinks({ keys: [] }).addressOf('/api')).toBeUndefined();
  });
});
