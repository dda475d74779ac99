import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Availability } from '../../../src/staffing/domain/availability.js';
import { Credential } from '../../../src/staffing/domain/credential.js';
import { Department } from '../../../src/staffing/domain/department.js';
import { Facility } from '../../../src/staffing/domain/facility.js';
import { StaffMember } from '../../../src/staffing/domain/staff-member.js';
import { type StaffingRig, startStaffingRig } from './staffing-rig.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe('the staffing mappings', () => {
  let rig: StaffingRig;
  let facility: Facility;
  let department: Department;
  let member: StaffMember;

  beforeAll(async () => {
    rig = await startStaffingRig();
    facility = Facility.open({
      id: rig.ids.next(),
      name: 'St Brigid',
      timeZone: 'Europe/Dublin',
      currency: 'EUR',
      address: { line: ['1 Quay'], city: 'Cork', postalCode: 'T12', country: 'IE' },
      identifiers: [{ system: 'urn:test', value: 'st-brigid' }],
    });
    department = new Department({ id: rig.ids.next(), facilityId: facility.id, name: 'Cardiology', code: 'CARD' });
    member = StaffMember.hire({
      id: rig.ids.next(),
      facilityId: facility.id,
      departmentId: department.id,
      name: { given: ['Áine', 'Máire'], family: "O'Neill", prefix: 'Dr' },
      role: 'doctor',
      specialties: ['cardiology', 'a "quoted", one'],
      contacts: [{ system: 'email', value: 'aine@hospital.test', use: 'work' }],
      responsibilities: ['ward rounds'],
      identifiers: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '610' }],
      employmentStart: date('2020-02-29'),
      employmentEnd: date('2030-12-31'),
    });
    await rig.unitOfWork.run(async () => {
      rig.facilities.add(facility);
      rig.departments.add(department);
      rig.staff.add(member);
    });
  });

  afterAll(() => rig.close());

  it('bring a facility, a department and a member of staff back as they were', async () => {
    const { id, name, timeZone, currency, address, identifiers } = facility;
    expect(await rig.facilities.get(id)).toMatchObject({ id, name, timeZone, currency, address, identifiers, version: 1 });
    expect(await rig.departments.get(department.id)).toMatchObject({ facilityId: id, name: 'Cardiology', code: 'CARD' });
    const { employmentStart, employmentEnd, ...found } = await rig.staff.get(member.id);
    expect(found).toMatchObject({ id: member.id, name: member.name, specialties: member.specialties, sortName: 'o neill aine maire' });
    expect([employmentStart.toString(), employmentEnd?.toString()]).toEqual(['2020-02-29', '2030-12-31']);
    expect(found.contacts).toEqual(member.contacts);
    expect(found.responsibilities).toEqual(['ward rounds']);
  });

  it('bring a credential back, suspended and in force again', async () => {
    const fields = { staffId: member.id, kind: 'medical-licence', number: 'A1', issuer: 'Medical Council' };
    const credential = Credential.add({ id: rig.ids.next(), ...fields, validFrom: date('2026-01-01'), validUntil: date('2026-12-31') });
    await rig.unitOfWork.run(async () => rig.credentials.add(credential));
    const now = Temporal.Instant.from('2026-05-01T10:00:00.123Z');
    await rig.unitOfWork.run(async () => {
      const loaded = await rig.credentials.get(member.id, credential.id);
      loaded.suspend('under review', now, date('2026-05-01'));
      await rig.credentials.save(loaded);
      expect(loaded.version).toBe(2);
    });
    const suspended = await rig.credentials.get(member.id, credential.id);
    expect([suspended.suspendedAt?.toString(), suspended.suspensionReason]).toEqual([now.toString(), 'under review']);
    await rig.unitOfWork.run(async () => (await rig.credentials.get(member.id, credential.id)).reinstate(date('2026-05-02')));
    const reinstated = await rig.credentials.get(member.id, credential.id);
    expect([reinstated.suspendedAt, reinstated.suspensionReason, reinstated.version]).toEqual([undefined, undefined, 3]);
  });

  it('clear what is taken away, and leave the version alone where nothing changed', async () => {
    await rig.unitOfWork.run(async () => (await rig.staff.get(member.id)).revise({ employmentEnd: null, name: { prefix: null } }));
    const cleared = await rig.staff.get(member.id);
    expect([cleared.employmentEnd, cleared.name.prefix, cleared.version]).toEqual([undefined, undefined, 2]);
    await rig.unitOfWork.run(async () => (await rig.facilities.get(facility.id)).revise({ name: facility.name }));
    expect((await rig.facilities.get(facility.id)).version).toBe(1);
    await rig.unitOfWork.run(async () => (await rig.facilities.get(facility.id)).revise({ address: null }));
    expect((await rig.facilities.get(facility.id)).address).toBeUndefined();
  });

  it('bring settings back as overrides', async () => {
    await rig.unitOfWork.run(async () => (await rig.facilities.get(facility.id)).configure({ scheduling: { holdMinutes: 9 } }));
    const configured = await rig.facilities.get(facility.id);
    expect(configured.settingsOverrides).toEqual({ scheduling: { holdMinutes: 9 } });
    expect(configured.settings.scheduling.bookingHorizonDays).toBe(400);
  });

  it('bring an availability back', async () => {
    const rules = [{ weekday: 1, from: '09:00', to: '17:00', validFrom: '2026-01-01' }];
    const exceptions = [{ date: '2026-12-24', kind: 'closed' as const, reason: 'holiday' }];
    const availability = Availability.of(member.id, { rules, exceptions, capacity: 2, timeZone: 'Europe/Dublin' });
    await rig.unitOfWork.run(async () => rig.availabilities.add(availability));
    expect(await rig.availabilities.find(member.id)).toMatchObject({ rules, exceptions, capacity: 2, timeZone: 'Europe/Dublin' });
    await rig.unitOfWork.run(async () => (await rig.availabilities.find(member.id))?.replace({ rules: [] }));
    const replaced = await rig.availabilities.find(member.id);
    expect(replaced).toMatchObject({ rules: [], exceptions: [], capacity: 1, version: 2 });
    expect(replaced?.timeZone).toBeUndefined();
  });
});
