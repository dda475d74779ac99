import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PasswordUnfit } from './access-errors.js';
import { fitPassword } from './password-rules.js';

function fit(password: string, about: string[] = [], isCommon = false): string {
  return fitPassword(password, { about, isCommon, hasSecondFactor: false }).text;
}

describe('a password', () => {
  it('is taken from 15 to 128 characters, of any kind', () => {
    expect(fit('nine copper ket')).toBe('nine copper ket');
    expect(fit('密码是一匹在雨中奔跑的蓝色小马')).toHaveLength(15);
    expect(fit('🐎🌧🎩🪁🧭🥁🪶🧊🛶🎈🧵🦉🪨🌵🐚')).toHaveLength(30);
    const longest = Array.from({ length: 128 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('');
    expect(fit(longest)).toBe(longest);
    expect(() => fit(`${longest}x`)).toThrow(PasswordUnfit);
    expect(() => fit('fourteen chars')).toThrow(PasswordUnfit);
  });

  it('is the same with accents composed and combined, and its length is that of the composed form', () => {
    const composed = 'é'.normalize('NFC') + 'quinoxe sans fin';

    expect(fit(composed.normalize('NFD'))).toBe(fit(composed));
    expect(() => fit('éàüöñéàüöñ'.normalize('NFD'))).toThrow('15');
  });

  it.each([
    ['one character', 'zzzzzzzzzzzzzzz'],
    ['one word again and again', 'abc12abc12abc12'],
    ['digits in their order', '123456789012345'],
    ['the alphabet backwards', 'ponmlkjihgfedcba'],
    ['rows of the keyboard', 'qwertyuiopasdfgh'],
  ])('is refused when it is %s', (_, password) => {
    expect(() => fit(password)).toThrow('first');
  });

  it('is refused when it is made of what the account is called', () => {
    expect(() => fit('ada.lindqvist-2026', ['ada.lindqvist@hospital.example'])).not.toThrow();
    expect(() => fit('Lindqvist-Hospital', ['ada.lindqvist@hospital.example'])).toThrow(PasswordUnfit);
  });

  it('is refused when it is a common one', () => {
    expect(() => fit('correct horse battery', [], true)).toThrow(PasswordUnfit);
  });

  it('may be shorter beside a second factor, from 8 characters, and is then known to be short', () => {
    const beside = (password: string): unknown => fitPassword(password, { about: ['aceso'], isCommon: false, hasSecondFactor: true });

    expect(beside('kettle 7')).toEqual({ text: 'kettle 7', isShort: true });
    expect(beside('nine copper kettles')).toEqual({ text: 'nine copper kettles', isShort: false });
    expect(() => beside('kettle7')).toThrow('at least 8');
    expect(() => beside('12345678')).toThrow('first');
    expect(() => beside('aceso-26')).toThrow('first');
  });

  it('needs no capitals, digits or signs', () => {
    const words = fc.array(fc.constantFrom('river', 'copper', 'lantern', 'seven', 'quiet', 'harbour'), { minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(words, (chosen) => {
        fc.pre(new Set(chosen).size > 2);
        expect(fit(chosen.join(' '))).toBe(chosen.join(' '));
      }),
    );
  });
});
