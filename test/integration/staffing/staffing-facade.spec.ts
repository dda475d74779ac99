import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Availability } from '../../../src/staffing/domain/availability.js';
import { Credential } from '../../../src/staffing/domain/credential.js';
import { Facility } from '../../../src/staffing/domain/facility.js';
import { StaffMember } from '../../../src/staffing/domain/staff-member.js';
import type { StaffRole } from '../../../src/staffing/domain/staff-role.js';
import { type StaffingRig, startStaffingRig } from './staffing-rig.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const texts = (gaps: { from: Temporal.Instant; to: Temporal.Instant }[]): string[] => gaps.map(({ from, to }) => `${from}/${to}`);

describe('what staffing tells other contexts', () => {
  let rig: StaffingRig;
  let facilityId: string;

  const hire = async (role: StaffRole, specialties: string[], employmentEnd?: Temporal.PlainDate): Promise<string> => {
    const name = { given: ['Ida'], family: 'Holm', prefix: 'Dr' };
    const employment = { employmentStart: date('2020-01-01'), employmentEnd };
    const member = StaffMember.hire({ id: rig.ids.next(), facilityId, name, role, specialties, ...employment });
    await rig.unitOfWork.run(async () => rig.staff.add(member));
    return member.id;
  };
  const license = async (staffId: string, number: string, from: string, until: string): Promise<void> => {
    const fields = { staffId, kind: 'medical-licence', number, issuer: 'Board' };
    const credential = Credential.add({ id: rig.ids.next(), ...fields, validFrom: date(from), validUntil: date(until) });
    await rig.unitOfWork.run(async () => rig.credentials.add(credential));
  };
  const makeAvailable = async (staffId: string): Promise<void> => {
    const rules = [{ weekday: 1, from: '09:00', to: '17:00' }];
    await rig.unitOfWork.run(async () => rig.availabilities.add(Availability.of(staffId, { rules, capacity: 3 })));
  };

  beforeAll(async () => {
    rig = await startStaffingRig();
    const facility = Facility.open({ id: rig.ids.next(), name: 'North', timeZone: 'America/New_York', currency: 'USD' });
    facilityId = facility.id;
    await rig.unitOfWork.run(async () => rig.facilities.add(facility));
  });

  afterAll(() => rig.close());

  it('is who can be booked when, with the facility, in one answer', async () => {
    const doctor = await hire('doctor', ['cardiology']);
    await license(doctor, 'N-1', '2025-01-01', '2027-12-31');
    await makeAvailable(doctor);
    const [duty] = await rig.facade.duty([doctor, rig.ids.next()], at('2026-11-23T05:00:00Z'), at('2026-11-24T05:00:00Z'));
    expect(duty).toMatchObject({
      staffId: doctor,
      facilityId,
      displayName: 'Dr Ida Holm',
      role: 'doctor',
      specialties: ['cardiology'],
      active: true,
      employmentGaps: [],
      credentialGaps: [],
      capacity: 3,
      timeZone: 'America/New_York',
      rules: [{ weekday: 1, from: '09:00', to: '17:00' }],
      exceptions: [],
      facility: { id: facilityId, timeZone: 'America/New_York', currency: 'USD', settings: { scheduling: { holdMinutes: 5 } } },
    });
  });

  it('answers for the farthest instants that a caller may name', async () => {
    const porter = await hire('porter', []);
    for (const instant of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      const [duty] = await rig.facade.duty([porter], at(instant).subtract({ hours: 48 }), at(instant).add({ hours: 48 }));
      expect(duty?.active).toBe(instant > '2020');
    }
  });

  it('closes the time after a licence has run out, at midnight where the person works', async () => {
    const nurse = await hire('nurse', []);
    await license(nurse, 'N-2', '2025-01-01', '2026-11-22');
    const [duty] = await rig.facade.duty([nurse], at('2026-11-22T00:00:00Z'), at('2026-11-24T00:00:00Z'));
    expect(texts(duty!.credentialGaps)).toEqual(['2026-11-23T05:00:00Z/2026-11-24T00:00:00Z']);
    expect(duty!.credentialGaps[0]!.kind).toBe('medical-licence');
  });

  it('says that somebody without a licence, or not employed yet, is not to be had', async () => {
    const pharmacist = await hire('pharmacist', []);
    const porter = await hire('porter', [], date('2026-10-31'));
    const window = [at('2026-11-22T00:00:00Z'), at('2026-11-23T00:00:00Z')] as const;
    const [unlicensed] = await rig.facade.duty([pharmacist], ...window);
    const [gone] = await rig.facade.duty([porter], ...window);
    expect(texts(unlicensed!.credentialGaps)).toEqual(['2026-11-22T00:00:00Z/2026-11-23T00:00:00Z']);
    expect([unlicensed!.active, gone!.active]).toEqual([true, false]);
    expect(gone!.credentialGaps).toEqual([]);
    expect(unlicensed).toMatchObject({ rules: [], capacity: 1, timeZone: 'America/New_York' });
  });

  it('finds everybody of a facility with all of the specialties', async () => {
    const both = await hire('doctor', ['oncology', 'surgery']);
    const one = await hire('doctor', ['oncology']);
    const idle = await hire('doctor', ['oncology']);
    await makeAvailable(both);
    await makeAvailable(one);
    const window = [at('2026-11-22T00:00:00Z'), at('2026-11-23T00:00:00Z')] as const;
    const ids = async (...specialties: string[]): Promise<string[]> => {
      const duties = await rig.facade.dutyAt(facilityId, specialties, ...window);
      return duties.map(({ staffId }) => staffId);
    };
    // By id: two of the same millisecond stand in either order.
    expect(await ids('oncology')).toEqual([both, one].toSorted());
    expect(await ids('oncology', 'surgery')).toEqual([both]);
    expect(await rig.facade.staffBySpecialty(facilityId, 'oncology')).toEqual([both, one, idle].toSorted());
  });

  it('takes over organisations and practitioners once, whatever the source calls them', async () => {
    const identifiers = [{ system: 'https://source.test', value: 'org-1' }];
    const organization = { name: 'Imported', timeZone: 'America/New_York', currency: 'USD', identifiers };
    const created = await rig.facade.importOrganization(organization);
    expect(created.outcome).toBe('created');
    expect(await rig.facade.importOrganization(organization)).toEqual({ id: created.id, outcome: 'unchanged' });
    const address = { line: ['1 Main'], city: 'Springfield', country: 'US' };
    expect(await rig.facade.importOrganization({ ...organization, address })).toEqual({ id: created.id, outcome: 'updated' });

    const practitioner = {
      facilityId: created.id,
      name: { given: ['Terrance'], family: 'Schultz' },
      role: 'doctor' as const,
      employmentStart: date('2000-01-01'),
      identifiers: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '99' }],
    };
    const hired = await rig.facade.importPractitioner(practitioner);
    expect(hired.outcome).toBe('created');
    expect(await rig.facade.importPractitioner({ ...practitioner, facilityId })).toEqual({ id: hired.id, outcome: 'unchanged' });
    const another = [...practitioner.identifiers, { system: 'https://source.test', value: 'p-1' }];
    expect(await rig.facade.importPractitioner({ ...practitioner, identifiers: another })).toEqual({ id: hired.id, outcome: 'updated' });
    const renamed = { ...practitioner, identifiers: another.slice(1) };
    expect(await rig.facade.importPractitioner(renamed)).toEqual({ id: hired.id, outcome: 'unchanged' });
    expect((await rig.facade.staff([hired.id]))[0]).toMatchObject({ facilityId: created.id, displayName: 'Terrance Schultz' });
    expect(rig.audit.entries.map(({ action }) => action)).toEqual(['facility.import', 'facility.import', 'staff.import', 'staff.import']);
  });
});
