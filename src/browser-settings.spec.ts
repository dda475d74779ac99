import { describe, expect, it } from '@jest/globals';
import { readOrigins, readProviders, readReturnAddresses } from './browser-settings.js';

const provider = (changes: object = {}): string => {
  return JSON.stringify([{ name: 'hospital', issuer: 'https://id.hospital.example', clientId: 'aceso', ...changes }]);
};

describe('the identity providers of the configuration', () => {
  it('need a name, an issuer and a client id; the rest has a default', () => {
    expect(readProviders(provider())).toEqual([
      {
        name: 'hospital',
        issuer: 'https://id.hospital.example',
        clientId: 'aceso',
        scopes: ['openid', 'email'],
        linkByEmail: false,
        secondFactor: { amr: [], acr: [] },
      },
    ]);
    expect(readProviders(provider({ secondFactor: { amr: ['mfa'] } }))[0]?.secondFactor).toEqual({ amr: ['mfa'], acr: [] });
    expect(readProviders(provider({ issuer: 'http://127.0.0.1:4000' }))).toHaveLength(1);
    expect(readProviders('[]')).toEqual([]);
  });

  it.each([
    ['{', 'must be a JSON list of identity providers'],
    ['{}', 'must be a JSON list of identity providers'],
    ['[7]', 'is wrong at provider 1: it must be an object'],
    [provider({ name: 'The Hospital' }), 'is wrong at provider 1: name must be lower-case words with hyphens'],
    [provider({ issuer: 'http://id.hospital.example' }), 'is wrong at provider 1: issuer must be an https address'],
    [provider({ clientId: '' }), 'is wrong at provider 1: clientId is missing'],
    [provider({ clientSecret: 7 }), 'is wrong at provider 1: clientSecret must be text'],
    [provider({ scopes: ['email'] }), 'is wrong at provider 1: scopes must be a list that holds openid'],
    [provider({ linkByEmail: 'yes' }), 'is wrong at provider 1: linkByEmail must be true or false'],
    [provider({ secondFactor: ['mfa'] }), 'is wrong at provider 1: secondFactor must be {"amr": […], "acr": […]}'],
    [provider({ trustEmail: true }), 'is wrong at provider 1: it has no member trustEmail'],
    [JSON.stringify([...JSON.parse(provider()), ...JSON.parse(provider())]), 'must not use a name twice'],
    [JSON.stringify([...JSON.parse(provider()), ...JSON.parse(provider({ name: 'other' }))]), 'must not name an issuer twice'],
  ])('are refused as %s, in one line', (text, problem) => {
    expect(() => readProviders(text)).toThrow(problem);
  });
});

describe('origins that may call the interface', () => {
  it('are taken letter by letter', () => {
    const two = ['https://app.hospital.example', 'http://localhost:5173'];
    expect(readOrigins(two.join(', '))).toEqual(two);
    expect(readOrigins('')).toEqual([]);
  });

  it.each(['*', 'https://*.hospital.example', 'https://app.hospital.example/', 'HTTPS://app.hospital.example', 'http://app.hospital.example', 'null'])(
    'are refused as %s',
    (text) => {
      expect(() => readOrigins(text)).toThrow(`${text} is none`);
    },
  );
});

describe('addresses to which browsers may be sent', () => {
  it('are taken with path and query, and refused without https', () => {
    expect(readReturnAddresses('https://app.hospital.example/in?next=1')).toEqual(['https://app.hospital.example/in?next=1']);
    for (const wrong of ['javascript:alert(1)', '//evil.example', 'http://app.hospital.example/in', 'https://app.hospital.example/#in']) {
      expect(() => readReturnAddresses(wrong)).toThrow(`${wrong} is none`);
    }
  });
});
