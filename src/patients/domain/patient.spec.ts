import { describe, expect, it } from '@jest/globals';
import { InvalidDetails } from './patient-errors.js';
import type { PatientDetails } from './patient-details.js';
import { Patient } from './patient.js';
import { foundBy } from './patients.js';
import { phoneKey } from './phone.js';

const now = Temporal.Instant.from('2026-11-21T09:00:00Z');
const ada: PatientDetails = {
  name: { given: ['Ada'], family: 'Lindqvist' },
  birthDate: '1979-03-08',
  sex: 'female',
  contacts: [{ system: 'phone', value: '+46 70 123 45 67' }],
  identifiers: [],
  emergencyContacts: [],
};

function registered(changes: Partial<PatientDetails> = {}): Patient {
  return Patient.register({ id: 'p1', mrn: 'P000000011' }, { ...ada, ...changes }, now);
}

function problemsOf(changes: Partial<PatientDetails>): string[] {
  try {
    registered(changes);
    return [];
  } catch (error) {
    return (error as InvalidDetails).errors.map(({ pointer }) => pointer);
  }
}

describe('a patient', () => {
  it('tells of the registration without personal data', () => {
    expect(registered().takeEvents()).toEqual([
      { type: 'patients.patient-registered.v1', aggregateId: 'p1', payload: { patientId: 'p1', mrn: 'P000000011', facilityId: undefined } },
    ]);
  });

  it('tells the names of what changed', () => {
    const patient = registered();
    patient.takeEvents();

    const changed = patient.change({ ...patient.details, sex: 'other', timeZone: 'Europe/Rome' }, now);

    expect(changed).toEqual(['sex', 'timeZone']);
    expect(patient.takeEvents()).toEqual([
      { type: 'patients.patient-changed.v1', aggregateId: 'p1', payload: { patientId: 'p1', changed: ['sex', 'timeZone'] } },
    ]);
  });

  it('does not change by saying the same in another order', () => {
    const patient = registered({ name: { given: ['Ada'], family: 'Lindqvist', prefix: 'Dr' } });

    expect(patient.change({ ...patient.details, name: { prefix: 'Dr', family: 'Lindqvist', given: ['Ada'] } }, now)).toEqual([]);
  });

  it('is found by the new name after a change, and stays as it was where the change is refused', () => {
    const patient = registered();
    patient.change({ ...patient.details, name: { given: ['Ada'], family: 'Berg' } }, now);
    expect(foundBy(patient).nameWords).toEqual(['berg', 'ada']);

    expect(() => patient.change({ ...patient.details, birthDate: '2990-01-01' }, now)).toThrow(InvalidDetails);
    expect(patient.birthDate).toBe('1979-03-08');
  });

  it('loses a detail that is no longer said', () => {
    const patient = registered({ timeZone: 'Europe/Rome' });
    const { timeZone: _, ...rest } = patient.details;

    expect(patient.change(rest, now)).toEqual(['timeZone']);
    expect(patient.details).not.toHaveProperty('timeZone');
  });

  it('is an accepted duplicate for as long as it is that duplicate', () => {
    const patient = Patient.register({ id: 'p2', mrn: 'P000000022', acceptDuplicate: true }, ada, now);
    expect(patient.acceptedAs).toBe('p2');
    patient.change({ ...ada, timeZone: 'Europe/Rome' }, now);
    expect(patient.acceptedAs).toBe('p2');
    patient.change({ ...ada, birthDate: '1980' }, now);
    expect(patient.acceptedAs).toBeUndefined();
  });

  it.each([
    [{ birthDate: '1979-02-29' }, ['/birthDate']],
    [{ birthDate: '1979-13' }, ['/birthDate']],
    [{ birthDate: '1700' }, ['/birthDate']],
    [{ birthDate: '2026-11-23' }, ['/birthDate']],
    [{ birthDate: '1979', deceasedOn: '1978-12-31' }, ['/deceasedOn']],
    [{ deceasedOn: '2027-01-01' }, ['/deceasedOn']],
    [{ name: { given: ['A\u0007'], family: ' ' } }, ['/name/family', '/name']],
    [{ address: { line: ['x'] } as never, reminderPreferences: {} as never }, ['/address/city', '/reminderPreferences/channels']],
  ] as [Partial<PatientDetails>, string[]][])('cannot be %j', (changes, pointers) => {
    expect(problemsOf(changes)).toEqual(pointers);
  });

  it.each([
    { birthDate: '1980-02-29' },
    { birthDate: '2026-11-21' },
    { birthDate: '1979', deceasedOn: '1979-01-01' },
    { name: { given: [], family: 'Sukarno' } },
  ])('can be %j', (changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it('may be born today where today begins first', () => {
    const evening = Temporal.Instant.from('2026-11-21T23:00:00Z');

    expect(() => Patient.register({ id: 'p3', mrn: 'P' }, { ...ada, birthDate: '2026-11-22' }, evening)).not.toThrow();
  });

  it('has one phone number however it is written', () => {
    const written = ['+44 20 7946 0958', '020 7946 0958', '0044 (0)20-7946.0958', '２０７９４６０９５８'];

    expect(new Set(written.map(phoneKey))).toEqual(new Set(['079460958']));
    expect(phoneKey('112')).toBe('112');
  });
});
