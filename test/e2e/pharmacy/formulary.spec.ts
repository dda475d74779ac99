import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { ATC, medicationBody, newMedication } from './medicines.js';

describe('the formulary', () => {
  let app: TestApp;
  let pharmacist: Api;
  let nurse: Api;

  beforeAll(async () => {
    app = await startTestApp();
    pharmacist = await app.as('pharmacist');
    nurse = await app.as('nurse');
  });

  afterAll(() => app.close());

  it('takes in a medication, and gives it back as it is', async () => {
    const body = medicationBody('paracetamol', {
      maxDailyDose: { quantity: 4_000, unit: 'mg' },
      classes: [{ system: ATC, code: 'N02BE', display: 'Anilides' }],
    });
    const added = await pharmacist.post('/medications', body);

    expect(added).toMatchObject({ status: 201, body: { ...body, status: 'active', allowedActions: ['retire'], version: 1 } });
    expect((await nurse.get(`/medications/${added.body['id']}`)).body).toEqual({ ...added.body, allowedActions: [] });
  });

  it('is searched by words of the name in any order, and by code', async () => {
    const word = `z${randomUUID().slice(0, 8)}`;
    const code = { system: ATC, code: randomUUID(), display: 'x' };
    const id = await newMedication(pharmacist, 'amoxicillin', { name: `Amoxicilline ${word} Sirop é 5%`, code });
    await newMedication(pharmacist, 'amoxicillin', { name: `Zz other ${word}` });
    const found = async (query: string): Promise<string[]> =>
      (await nurse.get(`/medications?${query}`)).body['items'].map((each: { id: string }) => each.id);

    expect(await found(`name=${word.toUpperCase()}%20AMOX`)).toEqual([id]);
    expect(await found(`name=${word}%20sirop%20e`)).toEqual([id]);
    expect(await found(`code=${code.code}`)).toEqual([id]);
    expect(await found(`code=${code.code}&system=urn:other`)).toEqual([]);
    expect(await found(`name=${word}&status=retired`)).toEqual([]);
  });

  it('is listed by name in pages', async () => {
    const word = `y${randomUUID().slice(0, 8)}`;
    for (const name of ['Cc', 'aa', 'Bb']) await newMedication(pharmacist, 'ibuprofen', { name: `${name} ${word}` });
    const first = (await nurse.get(`/medications?name=${word}&limit=2`)).body;
    const second = (await nurse.get(`/medications?name=${word}&limit=2&cursor=${first['nextCursor']}`)).body;

    expect(first['items'].map(({ name }: { name: string }) => name)).toEqual([`aa ${word}`, `Bb ${word}`]);
    expect(second['items'].map(({ name }: { name: string }) => name)).toEqual([`Cc ${word}`]);
    expect(second['nextCursor']).toBeNull();
  });

  it('is corrected from the version that was read', async () => {
    const id = await newMedication(pharmacist, 'amoxicillin', { maxDailyDose: { quantity: 3_000, unit: 'mg' } });
    const changed = await pharmacist.patch(`/medications/${id}`, { strength: '250 mg', maxDailyDose: null }, 1);

    expect(changed).toMatchObject({ status: 200, body: { strength: '250 mg', version: 2 } });
    expect(changed.body).not.toHaveProperty('maxDailyDose');
    expect(await pharmacist.patch(`/medications/${id}`, { form: 'syrup' }, 1)).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect((await pharmacist.patch(`/medications/${id}`, { form: 'syrup' })).status).toBe(428);
  });

  it('takes a medication out of use and back', async () => {
    const id = await newMedication(pharmacist);

    expect((await pharmacist.post(`/medications/${id}/retire`)).body).toMatchObject({ status: 'retired', allowedActions: ['reinstate'] });
    expect(await pharmacist.post(`/medications/${id}/retire`)).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    expect((await pharmacist.post(`/medications/${id}/reinstate`)).body).toMatchObject({ status: 'active', version: 3 });
    expect((await pharmacist.post(`/medications/${id}/burn`)).status).toBe(404);
  });

  it('refuses amounts that are none, and medications of no ingredient', async () => {
    for (const quantity of [0, -1, 1e9, 0.1234567, '5']) {
      const answer = await pharmacist.post('/medications', medicationBody('amoxicillin', { maxDailyDose: { quantity, unit: 'mg' } }));
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/maxDailyDose/quantity' }] } });
    }
    expect((await pharmacist.post('/medications', medicationBody('amoxicillin', { ingredients: [] }))).status).toBe(400);
  });

  it('is read by clinicians and kept by pharmacists of the whole organisation', async () => {
    const id = await newMedication(pharmacist);
    const clerk = await app.as('billing-clerk');

    expect((await nurse.post('/medications', medicationBody())).status).toBe(403);
    expect((await nurse.patch(`/medications/${id}`, { form: 'x' }, 1)).status).toBe(403);
    expect((await clerk.get('/medications')).status).toBe(403);
    expect((await app.stranger.get(`/medications/${id}`)).status).toBe(401);
    expect((await nurse.get(`/medications/${randomUUID()}`)).status).toBe(404);
  });
});
