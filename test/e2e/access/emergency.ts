import { AccessFacade } from '../../../src/access/index.js';
import type { Answer, Api } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';
import { PASSWORD, type Person, person, signedIn } from './access-rig.js';

export const WHY = { reasonCode: 'emergency', reason: 'Brought in unconscious' };

let patients = 0;

/** Somebody registered at a facility, or at none. */
export async function registered(app: TestApp, facilityId?: string, changes: object = {}): Promise<string> {
  patients += 1;
  const name = { given: ['Anna'], family: `Berg ${'abcdefghijklmnopqrstuvwxyz'[patients % 26]}${patients}` };
  const body = { name, birthDate: '1980-02-29', sex: 'female', facilityId, acceptDuplicate: true, ...changes };
  const { body: patient } = await (await app.as('admin')).post('/patients', body);
  return patient['id'] as string;
}

/** Somebody with `PASSWORD` who is signed in, with a role everywhere or at one facility. */
export async function colleagueAs(app: TestApp, role: string, facilityId?: string): Promise<{ api: Api; person: Person }> {
  if (facilityId === undefined) {
    const made = await person(app, role);
    return { api: await signedIn(app, made), person: made };
  }
  const email = `${role}-${(patients += 1)}-at@test.invalid`;
  const user = { email, displayName: `Some ${role}`, password: PASSWORD, roles: [{ role, facilityId }] };
  const { id } = await app.app.get(AccessFacade).createUser(user);
  return { api: await signedIn(app, { id, email }), person: { id, email } };
}

export function breakGlass(api: Api, patientId: string, changes: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  return api.post(`/patients/${patientId}/break-glass`, { ...WHY, password: PASSWORD, ...changes }, headers);
}
