import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiDocument, PUBLIC, routesOf, SIGNED_IN } from '#http';
import { ownRecordPermissionsOf, permissionsOf, ROLE_NAMES } from '../../../src/access/index.js';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { pathOf, send, type Tried, triedOf } from './requests.js';

/** What patients can reach, each looked at for showing and touching nothing but their own record. Add with care. */
const FOR_PATIENTS = [
  'acceptWaitListOffer',
  'bookAppointment',
  'cancelAppointment',
  'cancelWaitListEntry',
  'confirmAppointment',
  'declineWaitListOffer',
  'enterWaitList',
  'listAccesses',
  'listAllergies',
  'listAppointmentTypes',
  'listAppointments',
  'listConditions',
  'listDispenses',
  'listPatientMedicationUsage',
  'listPatientMedications',
  'listPrescriptions',
  'listSlots',
  'listWaitList',
  'readAllergy',
  'readAppointment',
  'readAppointmentType',
  'readCondition',
  'readDispense',
  'readPatient',
  'readPrescription',
  'readWaitListEntry',
];

/** The role's own word, `anonymous`, and patients whose record nobody has linked. */
type CallerName = (typeof ROLE_NAMES)[number] | 'anonymous' | 'unlinked patient';
const CALLERS: CallerName[] = [...ROLE_NAMES, 'anonymous', 'unlinked patient'];

describe('every route, asked by every role', () => {
  let app: TestApp;
  let routes: Tried[];
  let patientId: string;

  beforeAll(async () => {
    app = await startTestApp();
    routes = triedOf((await app.stranger.get('/docs/openapi.json')).body as unknown as ApiDocument);
    const registered = { name: { given: ['Anna'], family: 'Berg' }, birthDate: '1980-01-01', sex: 'female' };
    patientId = (await (await app.as('admin')).post('/patients', registered)).body['id'];
  });

  afterAll(() => app.close());

  it('is a route with a permission', () => {
    expect(routes.length).toBe(routesOf(app.app).length);
    expect(routesOf(app.app).filter(({ permission }) => permission === undefined)).toEqual([]);
  });

  it('that is for own records asks for something that patients hold, and is on the list that was looked at', () => {
    const own = routes.filter(({ isForOwnRecord }) => isForOwnRecord);

    expect(own.filter(({ permission }) => !held(ownRecordPermissionsOf('patient'), permission))).toEqual([]);
    expect(own.map(({ name }) => name).sort()).toEqual(FOR_PATIENTS);
  });

  it.each(CALLERS)('lets %s in where the table of permissions says so, and nowhere else', async (caller) => {
    const wrong: string[] = [];
    const check = async (route: Tried): Promise<void> => {
      const { status, body } = await answerTo(caller, route);
      const refusal = ['unauthenticated', 'forbidden'].find((code) => code === body['code']);
      const expected = refusalFor(caller, route);
      if (refusal !== expected) wrong.push(`${route.name}: ${status} ${refusal ?? 'let in'} instead of ${expected ?? 'let in'}`);
      if (refusal === 'forbidden' && body['permission'] !== route.permission) wrong.push(`${route.name} asks for ${body['permission']}`);
    };
    for (let start = 0; start < routes.length; start += 8) await Promise.all(routes.slice(start, start + 8).map(check));
    expect(wrong).toEqual([]);
  });

  /** With nothing in the body, so that whoever is let in changes nothing. Signing out is among the routes: then one comes back. */
  async function answerTo(caller: CallerName, route: Tried): Promise<Answer> {
    if (caller === 'anonymous') return send(app.stranger, route, pathOf(route), {});
    const role = caller === 'unlinked patient' ? 'patient' : caller;
    for (let attempt = 1; ; attempt++) {
      const api = sessions.get(caller) ?? (await app.as(role, { patientId: caller === 'patient' ? patientId : undefined }));
      sessions.set(caller, api);
      const answer = await send(api, route, pathOf(route), {});
      if (answer.body['code'] !== 'unauthenticated' || attempt === 3) return answer;
      sessions.delete(caller);
    }
  }

  const sessions = new Map<CallerName, Api>();
});

function held(permissions: readonly string[], permission: string): boolean {
  return permissions.includes(permission);
}

function refusalFor(caller: CallerName, { permission, isForOwnRecord }: Tried): string | undefined {
  if (permission === PUBLIC) return undefined;
  if (caller === 'anonymous') return 'unauthenticated';
  if (permission === SIGNED_IN || held(permissionsOf(caller), permission)) return undefined;
  return caller === 'patient' && isForOwnRecord && held(ownRecordPermissionsOf('patient'), permission) ? undefined : 'forbidden';
}
