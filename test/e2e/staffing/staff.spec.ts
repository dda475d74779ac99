import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { credentialBody, newDepartment, newFacility, newStaff, staffBody } from './staffing-records.js';

const ABSENT = '01990000-0000-7000-8000-000000000000';

describe('staff', () => {
  let app: TestApp;
  let hr: Api;
  let admin: Api;
  let facilityId: string;
  let departmentId: string;

  beforeAll(async () => {
    app = await startTestApp();
    [admin, hr] = [await app.as('admin'), await app.as('hr-manager')];
    facilityId = (await newFacility(admin)).id;
    departmentId = (await newDepartment(admin, facilityId)).id;
  });

  afterAll(() => app.close());

  it('are recorded and read', async () => {
    const body = staffBody(facilityId, departmentId, { responsibilities: ['Ward rounds'], employmentEnd: '2030-12-31' });
    const created = await hr.post('/staff', body);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ ...body, id: created.body.id, identifiers: [], version: 1 });
    expect(created.headers.get('location')).toBe(`/api/v1/staff/${created.body.id}`);
    expect((await hr.get(`/staff/${created.body.id}`)).body).toEqual(created.body);
    expect((await hr.get(`/staff/${ABSENT}`)).status).toBe(404);
  });

  it('belong to a department of their facility', async () => {
    const other = await newFacility(admin);
    const elsewhere = await hr.post('/staff', staffBody(other.id, departmentId));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'department-not-in-facility']);
    expect((await hr.post('/staff', staffBody(ABSENT, departmentId))).status).toBe(404);
    const { id } = await newStaff(hr, facilityId, departmentId);
    expect((await hr.patch(`/staff/${id}`, { facilityId: other.id }, 1)).body.code).toBe('department-not-in-facility');
  });

  it('are refused where the request makes no sense', async () => {
    const refused = async (changes: object): Promise<[number, string]> => {
      const answer = await hr.post('/staff', staffBody(facilityId, departmentId, changes));
      return [answer.status, answer.body.code];
    };
    expect(await refused({ employmentEnd: '2019-12-31' })).toEqual([422, 'invalid-employment']);
    expect(await refused({ role: 'docter' })).toEqual([400, 'malformed-request']);
    expect(await refused({ name: { family: 'X' } })).toEqual([400, 'malformed-request']);
    expect(await refused({ salary: 1 })).toEqual([400, 'malformed-request']);
    expect(await refused({ employmentStart: '2020-02-30' })).toEqual([400, 'malformed-request']);
    expect(await refused({ employmentStart: '0000-01-01' })).toEqual([400, 'malformed-request']);
    expect(await refused({ name: { given: ['\ud800'], family: 'X' } })).toEqual([400, 'malformed-request']);
  });

  it('keep their names as they are written', async () => {
    const long = ['محمد '.repeat(39).trim(), '李'.repeat(200), 'é́'.repeat(60)];
    for (const family of ["'; drop table staff;--", '<script>alert(1)</script>', '=cmd', ...long]) {
      const { id } = await newStaff(hr, facilityId, departmentId, { name: { given: ['X'], family } });
      expect((await hr.get(`/staff/${id}`)).body.name.family).toBe(family);
    }
  });

  it('are changed by a merge patch', async () => {
    const { id } = await newStaff(hr, facilityId, departmentId, { employmentEnd: '2030-12-31', responsibilities: ['A'] });
    const patch = { name: { family: 'Murphy', prefix: null }, employmentEnd: null, responsibilities: null, specialties: ['surgery'] };
    const changed = await hr.patch(`/staff/${id}`, patch, 1);
    expect(changed.body).toMatchObject({ specialties: ['surgery'], responsibilities: [], version: 2 });
    expect(changed.body.name).toMatchObject({ given: ['Áine'], family: 'Murphy' });
    expect([changed.body.employmentEnd, changed.body.name.prefix]).toEqual([undefined, undefined]);
    expect((await hr.get(`/staff/${id}`)).body).toEqual(changed.body);
    expect((await hr.patch(`/staff/${id}`, patch, 1)).body.code).toBe('stale-version');
    expect((await hr.patch(`/staff/${id}`, patch)).body.code).toBe('if-match-required');
    expect((await hr.patch(`/staff/${id}`, { role: null }, 2)).status).toBe(400);
  });

  it('share no identifier', async () => {
    const identifiers = [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1245319599' }];
    const racers = Array.from({ length: 8 }, () => hr.post('/staff', staffBody(facilityId, departmentId, { identifiers })));
    const answers = await Promise.all(racers);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('identifier-taken');
    const owner = answers.find(({ status }) => status === 201)?.body;
    expect((await hr.patch(`/staff/${owner?.id}`, { identifiers: [] }, 1)).body.identifiers).toEqual([]);
    expect((await hr.post('/staff', staffBody(facilityId, departmentId, { identifiers }))).status).toBe(201);
  });

  it('are found by name, role, specialty and department, page by page', async () => {
    const { id: department } = await newDepartment(admin, facilityId);
    for (const family of ['Mejía', 'Mejer', 'Zhou']) {
      const specialties = family === 'Zhou' ? ['oncology'] : ['surgery'];
      await newStaff(hr, facilityId, department, { name: { given: ['Gustavo'], family }, role: 'nurse', specialties });
    }
    const families = async (query: string): Promise<string[]> => {
      const { body } = await hr.get(`/staff?departmentId=${department}&${query}`);
      return body.items.map(({ name }: { name: { family: string } }) => name.family);
    };
    expect(await families('q=mejia')).toEqual(['Mejía']);
    expect(await families('q=gust%20MEJ')).toEqual(['Mejer', 'Mejía']);
    expect(await families('q=%25')).toEqual([]);
    expect(await families('role=nurse&specialty=oncology')).toEqual(['Zhou']);
    expect(await families('role=doctor')).toEqual([]);
    const first = await hr.get(`/staff?departmentId=${department}&limit=2`);
    expect(first.body.items).toHaveLength(2);
    expect(await families(`limit=2&cursor=${first.body.nextCursor}`)).toEqual(['Zhou']);
    expect((await hr.get('/staff?role=docter')).status).toBe(400);
  });

  it('are for those whose roles allow it, where the roles were granted', async () => {
    const other = await newFacility(admin);
    const local = await app.as('hr-manager', { facilityId: other.id });
    const { id } = await newStaff(hr, facilityId, departmentId);
    expect((await app.stranger.get('/staff')).status).toBe(401);
    expect((await (await app.as('receptionist')).post('/staff', {})).status).toBe(403);
    expect((await local.get('/staff')).body.items).toEqual([]);
    expect((await local.get(`/staff/${id}`)).status).toBe(404);
    expect((await local.patch(`/staff/${id}`, { role: 'nurse' }, 1)).status).toBe(404);
    expect((await local.get(`/staff/${id}/availability`)).status).toBe(404);
    expect((await local.put(`/staff/${id}/availability`, { rules: [] })).status).toBe(404);
    expect((await local.get(`/staff/${id}/credentials`)).status).toBe(404);
    expect((await local.post(`/staff/${id}/credentials`, credentialBody())).status).toBe(404);
  });

  it('are written with one audit row, and a repeated request changes nothing', async () => {
    const key = { 'idempotency-key': 'hire-once' };
    const body = staffBody(facilityId, departmentId);
    const first = await hr.post('/staff', body, key);
    const second = await hr.post('/staff', body, key);
    expect([second.body.id, second.headers.get('idempotency-replayed')]).toEqual([first.body.id, 'true']);
    const rows = await app.database.query('select action, facility_id from access.audit_events where resource_id = $1', [first.body.id]);
    expect(rows).toEqual([{ action: 'staff.create', facility_id: facilityId }]);
  });
});
