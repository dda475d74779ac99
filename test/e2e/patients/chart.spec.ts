import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from './people.js';

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
const penicillin = { system: 'http://snomed.info/sct', code: '91936005', display: 'Allergy to penicillin' };
const asthma = { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J45.909', display: 'Unspecified asthma' };

describe('the chart', () => {
  let product: TestApp;
  let doctor: Api;
  let patientId: string;

  beforeAll(async () => {
    product = await startTestApp();
    doctor = await product.as('doctor');
    patientId = (await doctor.post('/patients', person())).body['id'] as string;
  });

  afterAll(() => product.close());

  const allergy = (changes = {}): Promise<Answer> =>
    doctor.post(`/patients/${patientId}/allergies`, { substance: penicillin, kind: 'allergy', criticality: 'high', ...changes });
  const condition = (changes = {}): Promise<Answer> =>
    doctor.post(`/patients/${patientId}/conditions`, { code: asthma, clinicalStatus: 'active', ...changes });

  describe('recording an allergy', () => {
    it('answers with the entry, and lists it', async () => {
      const recorded = await allergy({ reaction: 'Hives\nand worse', recordedOn: '2020-05-01' });

      expect(recorded).toMatchObject({
        status: 201,
        body: { patientId, substance: penicillin, reaction: 'Hives\nand worse', recordedOn: '2020-05-01', status: 'active', version: 1 },
      });
      const at = `/api/v1/patients/${patientId}/allergies/${recorded.body['id']}`;
      expect(recorded.headers.get('location')).toBe(at);
      expect((await doctor.get(at)).body).toEqual(recorded.body);
      expect((await doctor.get(`/patients/${patientId}/allergies`)).body).toEqual({ items: [recorded.body], nextCursor: null });
    });

    it('follows its life cycle and no other', async () => {
      const { body } = await allergy();
      const at = `/patients/${patientId}/allergies/${body['id']}`;

      expect(await doctor.post(`${at}/resolve`)).toMatchObject({
        status: 409,
        body: { code: 'invalid-transition', from: 'active', action: 'resolve', allowedActions: ['inactivate', 'enter-in-error'] },
      });
      expect(await doctor.post(`${at}/inactivate`)).toMatchObject({ status: 200, body: { status: 'inactive', version: 2 } });
      expect(await doctor.post(`${at}/resolve`, {}, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
      expect(await doctor.post(`${at}/resolve`)).toMatchObject({ body: { status: 'resolved', allowedActions: ['enter-in-error'] } });
      expect(await doctor.post(`${at}/enter-in-error`)).toMatchObject({ body: { status: 'entered-in-error', allowedActions: [] } });
      expect((await doctor.post(`${at}/delete`)).status).toBe(404);
    });

    it('is corrected from a version', async () => {
      const { body } = await allergy({ reaction: 'Rash' });
      const at = `/patients/${patientId}/allergies/${body['id']}`;

      expect((await doctor.patch(at, { reaction: null })).status).toBe(428);
      const corrected = await doctor.patch(at, { reaction: null, criticality: 'low', substance: { display: 'Penicillin' } }, 1);
      expect(corrected.status).toBe(400);
      const changed = await doctor.patch(at, { reaction: null, criticality: 'low' }, 1);
      expect(changed).toMatchObject({ status: 200, body: { criticality: 'low', version: 2 } });
      expect(changed.body).not.toHaveProperty('reaction');
      expect((await doctor.get(at)).body).toEqual(changed.body);
      expect((await doctor.patch(at, { status: 'resolved' }, 2)).status).toBe(400);
    });
  });

  describe('recording a condition', () => {
    it('answers with the entry, and lists it', async () => {
      const recorded = await condition({ onset: '2019-05', note: 'since the move', verificationStatus: 'provisional' });

      expect(recorded).toMatchObject({
        status: 201,
        body: { code: asthma, clinicalStatus: 'active', verificationStatus: 'provisional', onset: '2019-05', note: 'since the move' },
      });
      expect((await doctor.get(`/patients/${patientId}/conditions/${recorded.body['id']}`)).body).toEqual(recorded.body);
      expect((await doctor.get(`/patients/${patientId}/conditions`)).body['items']).toContainEqual(recorded.body);
    });

    it('follows the machines of its course and of its verification', async () => {
      const { body } = await condition({ verificationStatus: 'unconfirmed' });
      const at = `/patients/${patientId}/conditions/${body['id']}`;
      const after = async (...actions: string[]): Promise<Answer['body']> => {
        let answer: Answer | undefined;
        for (const action of actions) answer = await doctor.post(`${at}/${action}`);
        return answer!.body;
      };

      expect(await after('confirm')).toMatchObject({ code: 'invalid-transition', from: 'unconfirmed' });
      expect(await after('presume', 'confirm')).toMatchObject({ verificationStatus: 'confirmed', clinicalStatus: 'active', version: 3 });
      expect(await after('relapse', 'reactivate', 'recur')).toMatchObject({ clinicalStatus: 'recurrence' });
      expect(await after('resolve')).toMatchObject({ code: 'invalid-transition', allowedActions: ['reactivate', 'enter-in-error'] });
      expect(await after('reactivate', 'remit', 'resolve')).toMatchObject({ clinicalStatus: 'resolved' });
      expect(await after('enter-in-error')).toMatchObject({ clinicalStatus: 'entered-in-error', allowedActions: [] });
      expect(await after('refute')).toMatchObject({ code: 'invalid-transition', from: 'entered-in-error' });
    });

    it.each([
      ['an onset that is no date', { onset: '2019-13' }, '/onset'],
      ['an end before the onset', { onset: '2019-05', abatement: '2018' }, '/abatement'],
    ])('refuses %s', async (_, wrong, pointer) => {
      expect(await condition(wrong)).toMatchObject({ status: 422, body: { code: 'invalid-details', errors: [{ pointer }] } });
    });

    it('is corrected from a version', async () => {
      const { body } = await condition({ note: 'wrong' });
      const at = `/patients/${patientId}/conditions/${body['id']}`;

      expect(await doctor.patch(at, { note: null, onset: '2001' }, 1)).toMatchObject({ status: 200, body: { onset: '2001', version: 2 } });
      expect((await doctor.get(at)).body).not.toHaveProperty('note');
    });
  });

  it('turns its pages', async () => {
    const { body } = await doctor.post('/patients', person());
    const at = `/patients/${body['id']}/conditions`;
    for (let index = 0; index < 5; index++) await doctor.post(at, { code: asthma, clinicalStatus: 'resolved', note: `${index}` });

    const first = await doctor.get(`${at}?limit=3`);
    const second = await doctor.get(`${at}?limit=3&cursor=${first.body['nextCursor']}`);

    const notes = [...first.body['items'], ...second.body['items']].map(({ note }: { note: string }) => note);
    expect(notes).toEqual(['0', '1', '2', '3', '4']);
    expect(second.body['nextCursor']).toBeNull();
    expect((await doctor.get(`/patients/${body['id']}/allergies`)).body).toEqual({ items: [], nextCursor: null });
  });

  it('is nobody’s who does not exist, and no other patient’s', async () => {
    const { body } = await allergy();
    const other = (await doctor.post('/patients', person())).body['id'] as string;
    const answers = [
      await doctor.get(`/patients/${ABSENT}/allergies`),
      await doctor.get(`/patients/${ABSENT}/conditions`),
      await doctor.post(`/patients/${ABSENT}/allergies`, { substance: penicillin, kind: 'allergy', criticality: 'low' }),
      await doctor.post(`/patients/${ABSENT}/conditions`, { code: asthma, clinicalStatus: 'active' }),
      await doctor.get(`/patients/${other}/allergies/${body['id']}`),
      await doctor.post(`/patients/${other}/allergies/${body['id']}/inactivate`),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('is not for the reception', async () => {
    const reception = await product.as('receptionist');

    expect((await reception.get(`/patients/${patientId}/allergies`)).status).toBe(403);
    expect((await reception.post(`/patients/${patientId}/conditions`, {})).status).toBe(403);
  });
});
