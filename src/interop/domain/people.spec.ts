import { describe, expect, it } from '@jest/globals';
import { organizationOf, patientOf, placeOf, practitionerOf } from './people.js';

describe('a patient from FHIR', () => {
  it('has the official name, the contacts we know, and the day of death', () => {
    const patient = patientOf({
      resourceType: 'Patient',
      name: [
        { use: 'maiden', family: 'Berg', given: ['Ada'] },
        { use: 'official', family: 'Lind', given: ['Ada', 'Marie'], prefix: ['Dr.'] },
      ],
      birthDate: '1961-04',
      gender: 'female',
      telecom: [
        { system: 'phone', value: '555-1', use: 'home' },
        { system: 'fax', value: '555-2' },
        { system: 'email', value: 'ada@example.org', use: 'private' },
      ],
      deceasedDateTime: '2019-02-03T04:05:06+01:00',
      communication: [{ language: { coding: [{ code: 'sv' }] } }, { language: { coding: [{ code: 'en-US' }] }, preferred: true }],
      identifier: [{ system: 'http://hospital.example/mrn', value: '7' }, { value: 'without a system' }],
    });

    expect(patient).toEqual({
      name: { given: ['Ada', 'Marie'], family: 'Lind', prefix: 'Dr.' },
      birthDate: '1961-04',
      sex: 'female',
      contacts: [
        { system: 'phone', value: '555-1', use: 'home' },
        { system: 'email', value: 'ada@example.org' },
      ],
      address: undefined,
      identifiers: [{ system: 'http://hospital.example/mrn', value: '7' }],
      preferredLanguage: 'en-US',
      deceasedOn: '2019-02-03',
    });
  });

  it('is left out without a birth date or a whole name', () => {
    const name = [{ family: 'Lind', given: ['Ada'] }];
    expect(() => patientOf({ resourceType: 'Patient', name })).toThrow('no birth date');
    expect(() => patientOf({ resourceType: 'Patient', name: [{ family: 'Lind' }], birthDate: '1961' })).toThrow('no name');
  });

  it('has an unknown sex where FHIR says what we do not know', () => {
    expect(patientOf({ resourceType: 'Patient', name: [{ family: 'L', given: ['A'] }], birthDate: '1961', gender: 'x' }).sex).toBe(
      'unknown',
    );
  });
});

describe('a practitioner from FHIR', () => {
  it('is left out without an identifier', () => {
    expect(() => practitionerOf({ resourceType: 'Practitioner', name: [{ family: 'L', given: ['A'] }] })).toThrow('no identifier');
  });

  it('works where an organization stands that has the same address', () => {
    const address = [{ line: ['1 Road'], city: 'Boston', postalCode: '02101' }];
    expect(placeOf(address)).toBe(placeOf([{ ...address[0], line: ['1 ROAD'] }]));
    expect(placeOf(address)).not.toBe(placeOf([{ ...address[0], postalCode: '02102' }]));
  });
});

describe('an organization from FHIR', () => {
  it('keeps an address only where it is whole', () => {
    const partial = organizationOf({ resourceType: 'Organization', name: 'Clinic', address: [{ city: 'Boston' }] });
    const whole = organizationOf({
      resourceType: 'Organization',
      name: 'Clinic',
      address: [{ line: ['1'], city: 'Boston', country: 'US' }],
    });
    expect(partial.address).toBeUndefined();
    expect(whole.address).toMatchObject({ city: 'Boston', country: 'US' });
  });
});
