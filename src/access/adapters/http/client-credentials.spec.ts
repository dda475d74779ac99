import { describe, expect, it } from '@jest/globals';
import { clientRequestOf } from './client-credentials.js';

const GRANT = 'grant_type=client_credentials';
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const read = (form: string, authorization?: string): object => clientRequestOf(new URLSearchParams(form), authorization);

describe('a token request', () => {
  it('names its client in the form or by HTTP Basic, whose parts are encoded', () => {
    const client = { clientId: 'a b', clientSecret: 'c:d+e', scope: undefined };

    expect(read(`${GRANT}&client_id=a+b&client_secret=c%3Ad%2Be`)).toEqual(client);
    expect(read(GRANT, basic('a+b:c%3Ad%2Be'))).toEqual(client);
    expect(read(GRANT, basic('a%20b:c:d%2Be'))).toEqual(client);
    expect(read(`${GRANT}&scope=x+y&unknown=1`, basic('a:b'))).toEqual({ clientId: 'a', clientSecret: 'b', scope: 'x y' });
  });

  it.each([
    ['a repeated field', `${GRANT}&${GRANT}`, undefined, 'invalid-request'],
    ['no grant type', 'client_id=a&client_secret=b', undefined, 'invalid-request'],
    ['an empty grant type', 'grant_type=&client_id=a', undefined, 'invalid-request'],
    ['another grant type', 'grant_type=password&client_id=a', undefined, 'unsupported-grant-type'],
    ['two names', `${GRANT}&client_id=a`, basic('a:b'), 'invalid-request'],
    ['no name', GRANT, undefined, 'invalid-client'],
    ['another scheme', GRANT, 'Bearer abc', 'invalid-client'],
    ['no colon', GRANT, basic('ab'), 'invalid-client'],
    ['a broken escape', GRANT, basic('%E0%A4%A:b'), 'invalid-client'],
    ['no Base64', GRANT, 'Basic ***', 'invalid-client'],
  ])('with %s is refused', (_, form, authorization, code) => {
    expect(() => read(form, authorization)).toThrow(expect.objectContaining({ code }));
  });
});
