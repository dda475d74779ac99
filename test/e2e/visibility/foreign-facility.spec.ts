import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiDocument } from '#http';
import type { Answer, Api } from '../../harness/api.js';
import { madeUpName, person } from '../patients/people.js';
import { Dispensary } from '../pharmacy/dispensary.js';
import { givenOutAt } from '../pharmacy/given-out.js';
import { WatchedStock } from '../pharmacy/watched-stock.js';
import { Practice } from '../scheduling/practice.js';
import { credentialBody } from '../staffing/staffing-records.js';
import { exampleOf, pathOf, send, thingsIn, type Tried, triedOf } from './requests.js';

/** Registration is one index across the organisation, and the formulary one list: these know what is of another facility. */
const ACROSS_FACILITIES = new Set(['readMedication', 'readPatient', 'changePatient', 'openBreakGlass']);

/** What takes a longer story to come about; whose it is, the specs of the context itself try. */
const OF_LONGER_STORIES = new Set(['displaced-appointments', 'wait-list-offers', 'shift-swaps']);

const SURNAME = madeUpName();

/** Ids of things of the other facility, by what they are called in paths. */
type Things = Record<string, string>;

describe('a member of staff of one facility', () => {
  let home: Practice;
  let foreign: Practice;
  let local: Api;
  let routes: Tried[];
  let things: Things;

  beforeAll(async () => {
    home = await Practice.open();
    foreign = await Practice.open(undefined, home.app);
    local = await home.app.as('admin', { facilityId: home.facilityId });
    routes = triedOf((await home.app.stranger.get('/docs/openapi.json')).body as unknown as ApiDocument);
    things = await thingsOf(foreign);
    expect(Object.values(things)).not.toContain(undefined);
  });

  afterAll(() => home.close());

  /** Asked for everything, and for what belongs to the other facility or its patient, where it can be asked for. */
  function queriesOf({ operation }: Tried): string[] {
    const { facilities: facilityId = '', patients: patientId = '', staff: staffId = '' } = things;
    const wanted: Things = { facilityId, patientId, staffId };
    const named = (operation.parameters ?? []).flatMap((each) => ('name' in each && wanted[each.name] ? [each.name] : []));
    return ['', ...named.map((name) => `?${name}=${wanted[name]}`)];
  }

  it('gets for every id of another facility what is answered for an id of nothing', async () => {
    const told: string[] = [];
    for (const route of routes.filter((each) => thingsIn(each).length > 0 && !ACROSS_FACILITIES.has(each.name))) {
      const body = exampleOf(route) ?? {};
      const nothing = await send(local, route, pathOf(route), body);
      if (nothing.body['code'] === 'forbidden' || route.permission === 'public' || route.permission === 'signed-in') continue;
      if (thingsIn(route).some((kind) => OF_LONGER_STORIES.has(kind))) continue;
      const missing = thingsIn(route).filter((kind) => things[kind] === undefined);
      if (missing.length > 0) told.push(`${route.name}: give the test something of the other facility among ${missing.join()}`);
      else if (said(await send(local, route, pathOf(route, things), body)) !== said(nothing)) told.push(route.name);
    }
    expect(told).toEqual([]);
  });

  it('is told of none that somebody of that facility would not find', async () => {
    const there = await home.app.as('admin', { facilityId: foreign.facilityId });
    const missing: string[] = [];
    // What somebody opened in an emergency is for them and for reviewers to see.
    const shared: Things = { ...things, 'break-glass-accesses': '' };
    const known = (route: Tried): boolean =>
      route.permission !== 'public' && thingsIn(route).length > 0 && thingsIn(route).every((kind) => shared[kind]);
    for (const route of routes.filter((each) => each.verb === 'get' && known(each))) {
      const { status } = await send(there, route, pathOf(route, things), undefined);
      if (status !== 200) missing.push(`${route.name}: ${status}`);
    }
    expect(missing).toEqual([]);
  });

  it('finds nothing of it in any list', async () => {
    const shown: string[] = [];
    const { patients: _, ...secret } = things;
    const lists = routes.filter((each) => each.verb === 'get' && thingsIn(each).length === 0);
    for (const route of lists) {
      for (const query of queriesOf(route)) {
        const { body } = await send(local, route, `${pathOf(route)}${query}`, undefined);
        const text = JSON.stringify(body['items'] ?? body);
        if (Object.values(secret).some((id) => text.includes(id))) shown.push(`${route.name}${query}`);
      }
    }
    expect(shown).toEqual([]);
  });

  it('finds a patient of it by search, and nothing beyond registration', async () => {
    const { patients: id } = things;
    const found = await local.post('/patients/search', { q: SURNAME });

    expect(found.body['items'].map((each: { id: string }) => each.id)).toContain(id);
    expect((await local.get(`/patients/${id}`)).status).toBe(200);
    expect((await local.get(`/patients/${id}/allergies`)).status).toBe(404);
  });

  it('can name nothing of it in what they write', async () => {
    const { staff = '', 'appointment-types': type = '', resources: room = '' } = things;
    const [patientId, staffId, appointmentTypeId] = [await home.patient(), await home.doctor(), await home.type()];
    const own = { patientId, staffId, appointmentTypeId, start: home.inMinutes(900) };
    const appointment = (await home.book(own)).body['id'];
    const pairs: [path: string, given: (id: string) => object, foreignId: string][] = [
      ['/appointments', (id) => ({ ...own, staffId: id }), staff],
      ['/appointments', (id) => ({ ...own, appointmentTypeId: id }), type],
      ['/appointments', (resourceId) => ({ ...own, resourceIds: [resourceId] }), room],
      ['/resource-outages', (resourceId) => ({ resourceId, start: own.start, reason: 'Paint' }), room],
      ['/wait-list', (id) => waiting(home, patientId, id), type],
      ['/wait-list', (id) => ({ ...waiting(home, patientId, appointmentTypeId), staffId: id }), staff],
      [`/appointments/${appointment}/reschedule`, (id) => ({ start: own.start, staffId: id }), staff],
      [`/appointments/${appointment}/reschedule`, (resourceId) => ({ start: own.start, resourceIds: [resourceId] }), room],
      ['/departments', (facilityId) => ({ facilityId, name: 'X', code: 'X' }), foreign.facilityId],
      ['/staff', (departmentId) => ({ ...employee(home.facilityId), departmentId }), foreign.departmentId],
      ['/staff', (facilityId) => ({ ...employee(facilityId), departmentId: home.departmentId }), foreign.facilityId],
      ['/appointment-types', (facilityId) => ({ facilityId, name: 'X', durationMinutes: 5 }), foreign.facilityId],
      ['/resources', (facilityId) => ({ facilityId, kind: 'room', name: 'X', capacity: 1 }), foreign.facilityId],
    ];
    for (const [path, given, foreignId] of pairs) {
      const [named, nothing] = [await local.post(path, given(foreignId)), await local.post(path, given(randomUUIDv7()))];
      expect([path, said(named)]).toEqual([path, said(nothing)]);
      expect(named.status).toBeGreaterThanOrEqual(404);
    }
  });
});

/** What an answer says, apart from the ids in it. */
function said({ status, body }: Answer): string {
  const { instance: _, requestId: __, ...rest } = body;
  return `${status} ${JSON.stringify(rest).replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')}`;
}

function employee(facilityId: string): object {
  return { facilityId, name: { given: ['Eve'], family: 'Long' }, role: 'porter', employmentStart: '2026-01-01' };
}

async function thingsOf(practice: Practice): Promise<Things> {
  const { admin, facilityId, departmentId } = practice;
  const staffId = await practice.doctor();
  const patientId = (await admin.post('/patients', person({ name: { given: ['Ada'], family: SURNAME }, facilityId }))).body['id'];
  const words = { facilityId, kind: 'appointment-reminder', language: 'en', subject: 'Soon', text: 'Soon.', sms: 'Soon.' };
  const [typeId, roomId] = [await practice.type(), await practice.room()];
  const credential = await admin.post(`/staff/${staffId}/credentials`, credentialBody());
  const booked = await practice.book({ patientId, staffId, appointmentTypeId: typeId, start: practice.inMinutes(600) });
  expect(booked.status).toBe(201);
  const allergy = { substance: { system: 'http://snomed.info/sct', code: '91936005', display: 'x' }, kind: 'allergy', criticality: 'low' };
  const condition = { code: { system: 'http://snomed.info/sct', code: '195967001', display: 'x' }, clinicalStatus: 'active' };
  return {
    facilities: facilityId,
    departments: departmentId,
    staff: staffId,
    credentials: credential.body['id'],
    'appointment-types': typeId,
    resources: roomId,
    'resource-outages': await made(admin, '/resource-outages', { resourceId: roomId, start: practice.at(40, '08:00'), reason: 'Paint' }),
    appointments: booked.body['id'],
    patients: patientId,
    allergies: (await admin.post(`/patients/${patientId}/allergies`, allergy)).body['id'],
    conditions: (await admin.post(`/patients/${patientId}/conditions`, condition)).body['id'],
    ...(await plansOf(practice, staffId)),
    'calendar-links': await made(admin, `/staff/${staffId}/calendar-links`, {}),
    'wait-list': await made(admin, '/wait-list', waiting(practice, patientId, typeId)),
    'appointment-series': await made(admin, '/appointment-series', seriesOf(practice, patientId, typeId, staffId)),
    ...(await stockOf(practice)),
    ...(await givenOutAt(practice, patientId, staffId)),
    'break-glass-accesses': await made(await practice.app.as('doctor', { facilityId }), `/patients/${patientId}/break-glass`, {
      reasonCode: 'emergency',
      reason: 'Brought in unconscious',
    }),
    invitations: await made(admin, `/patients/${patientId}/invitations`, {}),
    'message-templates': (await admin.put('/message-templates', words)).body['id'],
  };
}

function seriesOf(practice: Practice, patientId: string, appointmentTypeId: string, staffId: string): object {
  const recurrence = { frequency: 'daily', interval: 1, count: 2 };
  return { patientId, appointmentTypeId, staffId, start: practice.inMinutes(3_000), recurrence };
}

function waiting(practice: Practice, patientId: string, appointmentTypeId: string): object {
  return { patientId, appointmentTypeId, earliest: practice.date(0), latest: practice.date(9), priority: 'routine' };
}

/** What is planned for the staff. */
async function plansOf(practice: Practice, staffId: string): Promise<Things> {
  const { admin, departmentId } = practice;
  const shift = { departmentId, start: practice.at(10, '07:00'), end: practice.at(10, '15:00'), kind: 'day', role: 'doctor' };
  const template = { departmentId, name: 'Early', kind: 'day', from: '07:00', to: '15:00', weekdays: [1], count: 1, role: 'nurse' };
  const later = Temporal.PlainDate.from(practice.date(14));
  const monday = later.subtract({ days: later.dayOfWeek - 1 }).toString();
  return {
    shifts: await made(admin, '/shifts', shift),
    rosters: await made(admin, '/rosters', { departmentId, span: 'week', from: monday }),
    'shift-templates': await made(admin, '/shift-templates', template),
    'leave-requests': await made(admin, '/leave-requests', { staffId, from: practice.date(30), to: practice.date(31), kind: 'annual' }),
  };
}

/** What the pharmacy has. */
async function stockOf({ app, facilityId }: Practice): Promise<Things> {
  const dispensary = await Dispensary.within(app, facilityId);
  const line = { medicationId: await dispensary.medication(), lotNumber: 'A1', expiresOn: '2099-12-31', quantity: 5 };
  const received = await dispensary.receive([line]);
  const [{ lotId }] = received.body['lines'];
  const wardId = await dispensary.location('Ward 3');
  const watched = await WatchedStock.of(dispensary, 1);
  const ways = { fromLocationId: dispensary.locationId, toLocationId: wardId };
  const transfer = { ...ways, reason: 'Ward runs low', lines: [{ lotId, quantity: 1 }] };
  const adjustment = { locationId: dispensary.locationId, reason: 'Found', lines: [{ lotId, quantity: 1 }] };
  return {
    'stock-discrepancies': await missingFrom(dispensary),
    'stock-locations': dispensary.locationId,
    'stock-receipts': received.body['id'],
    lots: lotId,
    'stock-adjustments': await made(dispensary.pharmacist, '/stock-adjustments', adjustment),
    'stock-transfers': await made(dispensary.pharmacist, '/stock-transfers', transfer),
    'stock-rules': watched.rule['id'],
    'stock-alerts': (await watched.alerts())[0]!['id'],
    'stock-counts': await made(dispensary.pharmacist, '/stock-counts', { locationId: dispensary.locationId, reason: 'Weekly' }),
  };
}

/** What a count of a controlled drug did not find. */
async function missingFrom(dispensary: Dispensary): Promise<string> {
  const { pharmacist, locationId } = dispensary;
  const { medicationId, lotId } = await dispensary.stocked(2, { controlled: true });
  const countId = await made(pharmacist, '/stock-counts', { locationId, medicationIds: [medicationId], reason: 'Weekly' });
  await pharmacist.post(`/stock-counts/${countId}/enter`, { lines: [{ lotId, counted: 1 }] });
  return (await pharmacist.get(`/stock-discrepancies?locationId=${locationId}`)).body['items'][0].id;
}

async function made(api: Api, path: string, body: object): Promise<string> {
  const answer = await api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body['id'];
}
