import { describe, expect, it } from '@jest/globals';
import { referencedKey, sourceKeyOf } from './source-key.js';

const ID = '845ac958-8036-45ee-9112-eac31d9b4f30';

describe('the source key of a resource', () => {
  it('is the same for a bundle entry, a bulk line and a reference to either', () => {
    const key = `urn:uuid:${ID}`;
    expect(sourceKeyOf({ resourceType: 'Patient', id: ID }, key)).toBe(key);
    expect(sourceKeyOf({ resourceType: 'Patient', id: ID.toUpperCase() })).toBe(key);
    expect(referencedKey({ reference: key })).toBe(key);
    expect(referencedKey({ reference: `Patient/${ID}` })).toBe(key);
    expect(referencedKey({ reference: `https://example.org/fhir/Patient/${ID}` })).toBe(key);
  });

  it('keeps the type beside an id that is no UUID', () => {
    expect(sourceKeyOf({ resourceType: 'Patient', id: 'example' })).toBe('Patient/example');
    expect(referencedKey({ reference: 'Patient/example' })).toBe('Patient/example');
  });

  it('is missing where the resource has no name, or the reference none that is its own', () => {
    expect(sourceKeyOf({ resourceType: 'Patient' })).toBeUndefined();
    expect(referencedKey({ reference: '#contained' })).toBeUndefined();
    expect(referencedKey({ reference: 'Location?identifier=a|b' })).toBeUndefined();
    expect(referencedKey(undefined)).toBeUndefined();
  });
});
