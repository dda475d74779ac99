import type { Answer, Api } from '../../harness/api.js';

let count = 0;

/** What a request makes, or an error that shows the refusal. */
async function made(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export function newFacility(api: Api, changes: object = {}): Promise<Answer['body']> {
  return made(api.post('/facilities', { name: 'St Brigid', timeZone: 'Europe/Dublin', currency: 'EUR', ...changes }));
}

export function newDepartment(api: Api, facilityId: string, changes: object = {}): Promise<Answer['body']> {
  return made(api.post('/departments', { facilityId, name: 'Cardiology', code: `C${(count += 1)}`, ...changes }));
}

/** The body of a request for a new member of staff. */
export function staffBody(facilityId: string, departmentId: string, changes: object = {}): object {
  return {
    facilityId,
    departmentId,
    name: { given: ['Áine'], family: "O'Neill", prefix: 'Dr' },
    role: 'doctor',
    specialties: ['cardiology'],
    contacts: [{ system: 'email', value: 'aine@hospital.test' }],
    employmentStart: '2020-01-01',
    ...changes,
  };
}

export function newStaff(api: Api, facilityId: string, departmentId: string, changes: object = {}): Promise<Answer['body']> {
  return made(api.post('/staff', staffBody(facilityId, departmentId, changes)));
}

/** A credential that is valid from a year ago until in two years. */
export function credentialBody(changes: object = {}): object {
  const today = Temporal.Now.plainDateISO('UTC');
  return {
    kind: 'medical-licence',
    number: `L-${(count += 1)}`,
    issuer: 'Medical Council',
    validFrom: today.subtract({ years: 1 }).toString(),
    validUntil: today.add({ years: 2 }).toString(),
    ...changes,
  };
}
