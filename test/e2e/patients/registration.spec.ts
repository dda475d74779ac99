import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from './people.js';

describe('registering a patient', () => {
  let product: TestApp;
  let reception: Api;

  beforeAll(async () => {
    product = await startTestApp();
    reception = await product.as('receptionist');
  });

  afterAll(() => product.close());

  const everything = {
    name: { given: ['Ada', 'Marie'], family: 'O’Hara-Ñandú', prefix: 'Dr' },
    birthDate: '1979-03-08',
    sex: 'female',
    contacts: [
      { system: 'email', value: 'ada@example.org' },
      { system: 'phone', value: '+46 70 123 45 67', use: 'mobile' },
    ],
    address: { line: ['Storgatan 5', '3 tr'], city: 'Lund', postalCode: '222 23', country: 'SE' },
    identifiers: [{ system: 'urn:oid:1.2.752', value: '19790308-1234' }],
    timeZone: 'Europe/Stockholm',
    preferredLanguage: 'sv',
    reminderPreferences: { channels: ['email', 'sms'], quietHours: { from: '21:00', to: '08:00' } },
    emergencyContacts: [{ name: 'Nils O’Hara', relationship: 'brother', phone: '+46 70 765 43 21' }],
  };

  it('answers with everything that was said, an id, a number and where it is', async () => {
    const registered = await reception.post('/patients', everything);

    expect(registered).toMatchObject({ status: 201, body: { ...everything, version: 1, mrn: expect.stringMatching(/^P\d{9}$/) } });
    expect(registered.headers.get('location')).toBe(`/api/v1/patients/${registered.body['id']}`);
    expect(registered.headers.get('etag')).toBe('"1"');
    const read = await reception.get(`/patients/${registered.body['id']}`);
    expect(read.body).toEqual(registered.body);
    expect(read.headers.get('etag')).toBe('"1"');
  });

  it('leaves an event and an audit row', async () => {
    const { body } = await reception.post('/patients', person());

    expect(await product.database.query(`select type from platform.outbox where aggregate_id = $1`, [body['id']])).toEqual([
      { type: 'patients.patient-registered.v1' },
    ]);
    expect(await product.database.query(`select action, resource_id from access.audit_events where patient_id = $1`, [body['id']])).toEqual(
      [{ action: 'patient.register', resource_id: body['id'] }],
    );
  });

  it.each(['1979', '1979-03'])('takes a birth date of which no more is known than %s', async (birthDate) => {
    const registered = await reception.post('/patients', person({ birthDate }));

    expect(registered).toMatchObject({ status: 201, body: { birthDate } });
  });

  it.each([
    ['Arabic', 'مُحَمَّد عَبْدُ الرَّحْمٰن '.repeat(9).slice(0, 199) + 'ن'],
    ['Chinese', '王小明李大華'.repeat(40).slice(0, 200)],
    ['combining accents', 'e\u0301'.repeat(200)],
    ['SQL', `Robert'); drop table patients.patients; --`],
    ['HTML', `<script>alert("1")</script> & <b>`],
    ['emoji and astral letters', '𝒜𝓁𝒾𝒸ℯ 👩🏽‍⚕️'],
    ['a template', '$' + '{process.exit(1)} {{7*7}} %s \\u0041'],
  ])('keeps a name of %s as it was written', async (_, family) => {
    const registered = await reception.post('/patients', person({ name: { given: [family], family } }));

    expect(registered.status).toBe(201);
    const read = await reception.get(`/patients/${registered.body['id']}`);
    expect(read.body['name']).toEqual({ given: [family], family });
    const found = await reception.post('/patients/search', { q: family });
    expect(found.body['items'].map(({ id }: { id: string }) => id)).toContain(registered.body['id']);
  });

  it.each([
    ['a control character in a name', { name: { given: ['A\u0000da'], family: 'B' } }, '/name/given'],
    ['a line break in a name', { name: { given: ['Ada'], family: 'B\nC' } }, '/name/family'],
    ['half a character in a name', { name: { given: ['Ada'], family: 'B\ud800' } }, '/name/family'],
    ['half a character in an address', { address: { line: ['\udc00'], city: 'Lund' } }, '/address/line'],
    ['a name too long', { name: { given: ['Ada'], family: 'x'.repeat(401) } }, '/name/family'],
    ['an unknown member', { shoeSize: 39 }, '/shoeSize'],
    ['a member that is ours to say', { mrn: 'P000000011' }, '/mrn'],
    ['an unknown member below', { address: { line: [], city: 'Lund', planet: 'Earth' } }, '/address/planet'],
    ['a date that is none', { birthDate: '08/03/1979' }, '/birthDate'],
    ['a sex outside the list', { sex: 'F' }, '/sex'],
    ['a zone outside the list', { timeZone: 'Mars/Olympus' }, '/timeZone'],
  ])('refuses %s as malformed', async (_, wrong, pointer) => {
    const refused = await reception.post('/patients', person(wrong));

    expect(refused).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    expect(refused.body['errors'].map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it.each([
    ['a day that no month has', { birthDate: '1979-02-30' }, '/birthDate'],
    ['a birth in the future', { birthDate: '2999-01-01' }, '/birthDate'],
    ['a blank name', { name: { given: ['Ada'], family: '   ' } }, '/name/family'],
    ['a death before the birth', { deceasedOn: '1970-01-01' }, '/deceasedOn'],
    ['an e-mail address that is none', { contacts: [{ system: 'email', value: 'ada' }] }, '/contacts/0/value'],
    ['a phone number that is none', { contacts: [{ system: 'phone', value: 'none' }] }, '/contacts/0/value'],
    ['an identifier twice', { identifiers: Array(2).fill({ system: 'urn:x', value: '1' }) }, '/identifiers/1'],
  ])('refuses %s as untrue', async (_, wrong, pointer) => {
    const refused = await reception.post('/patients', person(wrong));

    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-details', errors: [{ pointer }] } });
  });

  it('refuses a facility that does not exist', async () => {
    const refused = await reception.post('/patients', person({ facilityId: '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10' }));

    expect(refused).toMatchObject({ status: 422, body: { code: 'unknown-facility' } });
  });

  it('refuses the same person again, says who that may be, and takes a yes for it', async () => {
    const first = await reception.post('/patients', person({ name: { given: ['Zoë'], family: 'Łukasiewicz' } }));
    const again = person({ name: { given: ['ZOE'], family: 'Lukasiewicz' } });

    const refused = await reception.post('/patients', again);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'possible-duplicate', candidates: [{ id: first.body['id'], mrn: first.body['mrn'] }] },
    });

    expect((await reception.post('/patients', { ...again, birthDate: '1979-03-09' })).status).toBe(201);
    expect((await reception.post('/patients', { ...again, acceptDuplicate: true })).status).toBe(201);
    expect((await reception.post('/patients', { ...again, acceptDuplicate: true })).status).toBe(201);
    expect((await reception.post('/patients', again)).body['candidates']).toHaveLength(3);
  });

  it('registers somebody once whom twenty register at once', async () => {
    const same = person({ identifiers: [{ system: 'urn:race', value: '20' }], contacts: [{ system: 'phone', value: '070 1' }] });

    const answers = await Promise.all(Array.from({ length: 20 }, () => reception.post('/patients', same)));

    const [won, ...lost] = answers.sort((one, other) => one.status - other.status);
    expect(won?.status).toBe(201);
    for (const answer of lost) {
      expect(answer.status).toBe(409);
      expect(['possible-duplicate', 'identifier-taken']).toContain(answer.body['code']);
      expect(answer.body['candidates']).toMatchObject([{ id: won?.body['id'] }]);
    }
    const held = await product.database.query(`select patient_id from patients.patient_identifiers where system = 'urn:race'`);
    expect(held).toEqual([{ patient_id: won?.body['id'] }]);
  });

  it('gives no number twice to many who come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => reception.post('/patients', person())));

    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201));
    expect(new Set(answers.map(({ body }) => body['mrn'])).size).toBe(30);
  });

  it('refuses an identifier that somebody else has', async () => {
    const identifiers = [{ system: 'urn:passport', value: 'X1' }];
    const holder = await reception.post('/patients', person({ identifiers }));

    const refused = await reception.post('/patients', person({ identifiers }));

    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'identifier-taken', identifier: identifiers[0], candidates: [{ id: holder.body['id'] }] },
    });
  });

  it('is not for everybody', async () => {
    expect((await product.stranger.post('/patients', person())).status).toBe(401);
    expect((await (await product.as('auditor')).post('/patients', person())).status).toBe(403);
  });
});
