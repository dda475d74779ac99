import { describe, expect, it } from '@jest/globals';
import { fingerprintOf } from './idempotency.js';

describe('whether two requests are the same', () => {
  const fingerprint = (body: unknown, url = '/api/v1/users'): string => fingerprintOf('POST', url, body).toString('hex');

  it('is told by method, address and body', () => {
    expect(fingerprint({ name: 'Ada' })).toBe(fingerprint({ name: 'Ada' }));
    expect(fingerprint({ name: 'Ada' })).not.toBe(fingerprint({ name: 'Bo' }));
    expect(fingerprint({ name: 'Ada' })).not.toBe(fingerprint({ name: 'Ada' }, '/api/v1/patients'));
    expect(fingerprint(undefined)).toBe(fingerprint(null));
  });

  it('is told without passwords, so that no digest of one is kept', () => {
    expect(fingerprint({ email: 'a@b', password: 'four quiet rivers' })).toBe(fingerprint({ email: 'a@b', password: 'another' }));
    expect(fingerprint({ newPassword: 'four quiet rivers' })).toBe(fingerprint({ newPassword: 'another' }));
    expect(fingerprint({ email: 'a@b', password: 'x' })).not.toBe(fingerprint({ email: 'c@d', password: 'x' }));
    expect(fingerprint({ note: 'the password"' })).not.toBe(fingerprint({ note: 'no password"' }));
  });
});
