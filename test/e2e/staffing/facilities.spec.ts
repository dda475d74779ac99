import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newDepartment, newFacility } from './staffing-records.js';

const ABSENT = '01990000-0000-7000-8000-000000000000';

describe('facilities and departments', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  it('are opened, found and read', async () => {
    const address = { line: ['1 Quay'], city: 'Cork', country: 'IE' };
    const created = await admin.post('/facilities', { name: 'Mercy', timeZone: 'europe/dublin', currency: 'EUR', address });
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect(created.body).toEqual({ id, name: 'Mercy', timeZone: 'Europe/Dublin', currency: 'EUR', address, identifiers: [], version: 1 });
    expect(created.headers.get('location')).toBe(`/api/v1/facilities/${created.body.id}`);
    expect(created.headers.get('etag')).toBe('"1"');
    const read = await admin.get(`/facilities/${created.body.id}`);
    expect([read.status, read.body]).toEqual([200, created.body]);
    expect((await admin.get('/facilities')).body.items).toContainEqual(created.body);
  });

  it('are changed by a merge patch from the version that was read', async () => {
    const { id } = await newFacility(admin, { address: { line: ['1'], city: 'Cork', country: 'IE', postalCode: 'T12' } });
    const changed = await admin.patch(`/facilities/${id}`, { name: 'New', address: { city: 'Dublin', postalCode: null } }, 1);
    expect([changed.status, changed.body.version, changed.headers.get('etag')]).toEqual([200, 2, '"2"']);
    expect(changed.body).toMatchObject({ name: 'New', address: { line: ['1'], city: 'Dublin', country: 'IE' } });
    expect(changed.body.address.postalCode).toBeUndefined();
    expect((await admin.patch(`/facilities/${id}`, { name: 'Late' }, 1)).body.code).toBe('stale-version');
    expect((await admin.patch(`/facilities/${id}`, { name: 'None' })).status).toBe(428);
    const bare = await newFacility(admin);
    expect((await admin.patch(`/facilities/${bare.id}`, { address: { city: 'Cork' } }, 1)).body.code).toBe('incomplete-address');
    expect((await admin.get(`/facilities/${id}`)).body).toEqual(changed.body);
  });

  it('refuse a zone or currency that is none, and members that do not exist', async () => {
    const refused = async (body: object): Promise<[number, string]> => {
      const answer = await admin.post('/facilities', { name: 'X', timeZone: 'UTC', currency: 'EUR', ...body });
      return [answer.status, answer.body.code];
    };
    expect(await refused({ timeZone: 'Mars/Olympus' })).toEqual([400, 'malformed-request']);
    expect(await refused({ timeZone: '+02:00' })).toEqual([400, 'malformed-request']);
    expect(await refused({ currency: 'ZZZ' })).toEqual([422, 'invalid-currency']);
    expect(await refused({ version: 7 })).toEqual([400, 'malformed-request']);
    expect((await admin.get(`/facilities/${ABSENT}`)).status).toBe(404);
    expect((await admin.get('/facilities/none')).status).toBe(404);
  });

  it('have settings with defaults, which a merge patch overrides and takes back', async () => {
    const { id } = await newFacility(admin);
    const before = await admin.get(`/facilities/${id}/settings`);
    expect(before.body).toMatchObject({
      facilityId: id,
      version: 1,
      scheduling: { holdMinutes: 5, bookingHorizonDays: 400, minimumNoticeMinutes: null, closures: [], rosteringRequired: false },
      staffing: { requiredCredentials: { doctor: ['medical-licence'] }, credentialNoticeDays: 60 },
    });
    const closures = [{ from: '2026-12-24', to: '2026-12-26', reason: 'Christmas' }];
    const requiredCredentials = { doctor: [], midwife: ['registration'] };
    const patch = { scheduling: { holdMinutes: 10, closures }, staffing: { requiredCredentials } };
    const changed = await admin.patch(`/facilities/${id}/settings`, patch, 1);
    expect(changed.body).toMatchObject({ version: 2, scheduling: { holdMinutes: 10, closures, bookingHorizonDays: 400 } });
    expect(changed.body.staffing.requiredCredentials).toMatchObject({ doctor: [], nurse: ['medical-licence'], midwife: ['registration'] });
    const taken = await admin.patch(`/facilities/${id}/settings`, { scheduling: { holdMinutes: null }, staffing: null }, 2);
    expect(taken.body).toMatchObject({ version: 3, scheduling: { holdMinutes: 5, closures }, staffing: before.body.staffing });
    expect((await admin.get(`/facilities/${id}/settings`)).body).toEqual(taken.body);
  });

  it('refuse settings that do not exist or make no sense', async () => {
    const { id } = await newFacility(admin);
    const refused = async (patch: object, version?: number): Promise<[number, string]> => {
      const answer = await admin.patch(`/facilities/${id}/settings`, patch, version);
      return [answer.status, answer.body.code];
    };
    expect(await refused({ scheduling: { holdHours: 1 } }, 1)).toEqual([400, 'malformed-request']);
    expect(await refused({ billing: {} }, 1)).toEqual([400, 'malformed-request']);
    expect(await refused({ staffing: { requiredCredentials: { docter: [] } } }, 1)).toEqual([400, 'malformed-request']);
    expect(await refused({ scheduling: { closures: [{ from: '2026-12-26', to: '2026-12-24' }] } }, 1)).toEqual([422, 'invalid-closure']);
    expect(await refused({ scheduling: { holdMinutes: 6 } })).toEqual([428, 'if-match-required']);
    expect(await refused({ scheduling: { holdMinutes: 6 } }, 2)).toEqual([412, 'stale-version']);
  });

  it('have departments whose code is theirs alone, also in a race', async () => {
    const { id: facilityId } = await newFacility(admin);
    const racers = Array.from({ length: 12 }, () => admin.post('/departments', { facilityId, name: 'Emergency', code: 'ED' }));
    const answers = await Promise.all(racers);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(11).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('department-code-taken');
    const other = await newDepartment(admin, facilityId);
    expect((await admin.patch(`/departments/${other.id}`, { code: 'ED' }, 1)).body.code).toBe('department-code-taken');
    expect((await admin.patch(`/departments/${other.id}`, { name: 'Heart' }, 1)).body).toMatchObject({ name: 'Heart', version: 2 });
    expect((await admin.get(`/departments/${other.id}`)).body).toMatchObject({ name: 'Heart', facilityId });
    expect((await admin.post('/departments', { facilityId: ABSENT, name: 'X', code: 'X' })).status).toBe(404);
    const listed = await admin.get(`/departments?facilityId=${facilityId}`);
    expect(listed.body.items.map(({ name }: { name: string }) => name)).toEqual(['Emergency', 'Heart']);
  });

  it('are listed page by page', async () => {
    const { id: facilityId } = await newFacility(admin);
    for (const name of ['A', 'B', 'B', 'C']) await newDepartment(admin, facilityId, { name });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin.get(`/departments?facilityId=${facilityId}&limit=2${cursor}`);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(['A', 'B', 'B', 'C']);
    expect((await admin.get('/departments?cursor=nonsense')).status).toBe(400);
  });

  it('are for those whose roles allow it, where the roles were granted', async () => {
    const own = await newFacility(admin);
    const foreign = await newFacility(admin);
    const manager = await app.as('admin', { facilityId: own.id });
    const receptionist = await app.as('receptionist');
    expect((await app.stranger.get('/facilities')).status).toBe(401);
    expect((await receptionist.post('/facilities', {})).status).toBe(403);
    expect((await manager.get('/facilities')).body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    expect((await manager.get(`/facilities/${foreign.id}`)).status).toBe(404);
    expect((await manager.patch(`/facilities/${foreign.id}`, { name: 'Mine' }, 1)).status).toBe(404);
    expect((await manager.patch(`/facilities/${own.id}`, { name: 'Mine' }, 1)).status).toBe(200);
    expect((await manager.post('/departments', { facilityId: foreign.id, name: 'X', code: 'X' })).status).toBe(404);
    expect((await manager.post('/facilities', { name: 'X', timeZone: 'UTC', currency: 'EUR' })).status).toBe(403);
  });
});
