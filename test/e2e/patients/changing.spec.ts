import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { madeUpName, person } from './people.js';

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

describe('changing a patient', () => {
  let product: TestApp;
  let reception: Api;

  beforeAll(async () => {
    product = await startTestApp();
    reception = await product.as('receptionist');
  });

  afterAll(() => product.close());

  async function registered(changes: Record<string, unknown> = {}): Promise<string> {
    const { body } = await reception.post('/patients', person(changes));
    return body['id'] as string;
  }

  const found = async (criteria: object): Promise<string[]> => {
    const { body } = await reception.post('/patients/search', criteria);
    return (body['items'] as { id: string }[]).map(({ id }) => id);
  };

  it('merges what is sent into what is known', async () => {
    const id = await registered({
      name: { given: ['Ada'], family: 'Merge', prefix: 'Dr' },
      address: { line: ['Storgatan 5'], city: 'Lund', postalCode: '222 23', country: 'SE' },
      timeZone: 'Europe/Stockholm',
      contacts: [{ system: 'phone', value: '0701234567' }],
    });

    const changed = await reception.patch(
      `/patients/${id}`,
      { name: { prefix: null }, address: { city: 'Malmö', country: null }, timeZone: null, contacts: null, preferredLanguage: 'sv' },
      1,
    );

    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(changed.body).toMatchObject({
      version: 2,
      name: { given: ['Ada'], family: 'Merge' },
      address: { line: ['Storgatan 5'], city: 'Malmö', postalCode: '222 23' },
      contacts: [],
      preferredLanguage: 'sv',
    });
    expect(changed.body['name']).not.toHaveProperty('prefix');
    expect(changed.body).not.toHaveProperty('timeZone');
    expect((await reception.get(`/patients/${id}`)).body).toEqual(changed.body);
    const [event] = await product.database.query<{ payload: object }>(
      `select payload from platform.outbox where aggregate_id = $1 and type = 'patients.patient-changed.v1'`,
      [id],
    );
    expect(event?.payload).toEqual({ patientId: id, changed: ['name', 'contacts', 'address', 'timeZone', 'preferredLanguage'] });
  });

  it('changes nothing where nothing is other', async () => {
    const id = await registered();

    expect(await reception.patch(`/patients/${id}`, { birthDate: '1979-03-08' }, 1)).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it('makes the patient found by the new details and no longer by the old', async () => {
    const [before, after] = [madeUpName(), madeUpName()];
    const id = await registered({
      name: { given: ['Ada'], family: before },
      contacts: [{ system: 'phone', value: '+46 46 111 22 33' }],
      identifiers: [{ system: 'urn:card', value: `old-${before}` }],
    });

    await reception.patch(
      `/patients/${id}`,
      {
        name: { given: ['Ada'], family: after },
        contacts: [{ system: 'phone', value: '+46 46 999 88 77' }],
        identifiers: [{ system: 'urn:card', value: `new-${before}` }],
        birthDate: '1980-01-02',
      },
      1,
    );

    for (const now of [{ q: after }, { phone: '046-999 88 77' }, { identifier: `new-${before}` }, { q: after, birthDate: '1980-01-02' }]) {
      expect(await found(now)).toEqual([id]);
    }
    for (const then of [{ q: before }, { phone: '046-111 22 33' }, { identifier: `old-${before}` }]) expect(await found(then)).toEqual([]);
  });

  it('asks for the version it is made from, and refuses an old one', async () => {
    const id = await registered();
    const ofAnotherKind = { 'content-type': 'application/json' };

    expect(await reception.patch(`/patients/${id}`, { sex: 'other' })).toMatchObject({ status: 428, body: { code: 'if-match-required' } });
    expect(await reception.patch(`/patients/${id}`, { sex: 'other' }, 1, ofAnotherKind)).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    expect(await reception.patch(`/patients/${id}`, { sex: 'male' }, 1)).toMatchObject({ status: 412, body: { code: 'stale-version' } });
  });

  it('lets one of many through who change from the same version', async () => {
    const id = await registered();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => reception.patch(`/patients/${id}`, { preferredLanguage: `s${'abcdefgh'[index]}` }, 1)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
  });

  it.each([
    ['an unknown member', { shoeSize: 39 }, 400],
    ['the number', { mrn: 'P000000011' }, 400],
    ['the version', { version: 7 }, 400],
    ['where they were registered', { facilityId: ABSENT }, 400],
    ['a member that must be', { birthDate: null }, 400],
    ['a prototype', '{"__proto__": {"admin": true}}', 400],
    ['no object', '[]', 400],
    ['a media type it does not know', '<a/>', 415],
  ])('refuses %s', async (_, patch, status) => {
    const id = await registered();
    const headers: Record<string, string> = status === 415 ? { 'content-type': 'text/xml' } : {};

    const refused = await reception.patch(`/patients/${id}`, patch, 1, headers);

    expect(refused.status).toBe(status);
    expect((await reception.get(`/patients/${id}`)).body['version']).toBe(1);
  });

  it('refuses half an address where there was none', async () => {
    const id = await registered();

    const refused = await reception.patch(`/patients/${id}`, { address: { city: 'Lund' } }, 1);

    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-details', errors: [{ pointer: '/address/line' }] } });
  });

  it('refuses to become somebody else, unless that is accepted', async () => {
    const taken = { name: { given: ['Eva'], family: madeUpName() } };
    const holder = await registered({ ...taken, identifiers: [{ system: 'urn:card', value: 'theirs' }] });
    const id = await registered();

    const alike = await reception.patch(`/patients/${id}`, taken, 1);
    expect(alike).toMatchObject({ status: 409, body: { code: 'possible-duplicate', candidates: [{ id: holder }] } });
    const stolen = await reception.patch(`/patients/${id}`, { identifiers: [{ system: 'urn:card', value: 'theirs' }] }, 1);
    expect(stolen).toMatchObject({ status: 409, body: { code: 'identifier-taken' } });
    expect((await reception.patch(`/patients/${id}`, { ...taken, acceptDuplicate: true }, 1)).status).toBe(200);
  });

  it('knows nobody under an id that is nobody’s', async () => {
    const answers: Answer[] = [
      await reception.get(`/patients/${ABSENT}`),
      await reception.get('/patients/nobody'),
      await reception.patch(`/patients/${ABSENT}`, { sex: 'other' }, 1),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
