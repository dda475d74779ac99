import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { facility, person, signedIn } from './access-rig.js';
import { breakGlass, colleagueAs, registered, WHY } from './emergency.js';

describe('opening a chart in an emergency', () => {
  let app: TestApp;
  let clock: FixedClock;
  let north: string;
  let patientId: string;
  let doctor: Api;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant());
    app = await startTestApp({ clock });
    north = await facility(app);
  });

  beforeEach(async () => {
    clock.moveTo(Temporal.Now.instant().round('millisecond'));
    await app.database.query('delete from access.sign_in_failures');
    [patientId, doctor] = [await registered(app), (await colleagueAs(app, 'doctor', north)).api];
  });

  afterAll(() => app.close());

  const allergies = async (api = doctor): Promise<number> => (await api.get(`/patients/${patientId}/allergies`)).status;

  it('is for an hour and ends by itself', async () => {
    expect(await allergies()).toBe(404);
    const opened = await breakGlass(doctor, patientId);

    expect(opened.status).toBe(201);
    expect(opened.headers.get('location')).toBe(`/api/v1/break-glass-accesses/${opened.body['id']}`);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(opened.body).toEqual({
      ...{ id: expect.any(String), patientId, userId: doctor.userId, userName: 'Some doctor', ...WHY, status: 'open', version: 1 },
      ...{ openedAt: expect.any(String), expiresAt: expect.any(String), reviewDueAt: expect.any(String), allowedActions: ['end'] },
    });
    const { openedAt, expiresAt, reviewDueAt } = opened.body;
    const hours = (from: string, to: string): number => Temporal.Instant.from(from).until(to).total('hours');
    expect([hours(openedAt, expiresAt), hours(expiresAt, reviewDueAt)]).toEqual([1, 72]);
    expect((await doctor.get(opened.headers.get('location')!)).status).toBe(200);
    expect(await allergies()).toBe(200);
    clock.pass({ minutes: 59, seconds: 59 });
    expect(await allergies()).toBe(200);
    clock.pass({ seconds: 1 });
    expect(await allergies()).toBe(404);
  });

  it('opens that chart alone, to that user alone', async () => {
    const [other, somebody] = [await registered(app), (await colleagueAs(app, 'doctor', north)).api];
    await breakGlass(doctor, patientId);

    expect((await doctor.get(`/patients/${other}/allergies`)).status).toBe(404);
    expect(await allergies(somebody)).toBe(404);
  });

  it('can be ended early by who opened it, and by nobody else', async () => {
    const { body } = await breakGlass(doctor, patientId);
    const path = `/break-glass-accesses/${body['id']}/end`;
    const others = [(await colleagueAs(app, 'nurse', north)).api, await app.as('admin')];

    for (const other of others) expect((await other.post(path)).body['code']).toBe('not-found');
    expect((await doctor.post(path, {}, { 'if-match': '"7"' })).body['code']).toBe('stale-version');
    clock.pass({ minutes: 5 });
    const ended = await doctor.post(path, {}, { 'if-match': '"1"' });
    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({ status: 'review-due', version: 2, allowedActions: [], endedAt: expect.any(String) });
    expect(await allergies()).toBe(404);
    const again = await doctor.post(path);
    expect([again.status, again.body['code']]).toEqual([409, 'invalid-transition']);
    expect((await breakGlass(doctor, patientId)).status).toBe(201);
  });

  it.each(['doctor', 'nurse', 'pharmacist'])('is for a %s', async (role) => {
    expect((await breakGlass((await colleagueAs(app, role)).api, patientId)).status).toBe(201);
  });

  it.each(['receptionist', 'billing-clerk', 'auditor', 'patient'])('is not for a %s', async (role) => {
    const answer = await breakGlass((await colleagueAs(app, role)).api, patientId);

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'forbidden', permission: 'break-glass:use' });
  });

  it.each([
    ['no reason', { reason: undefined }],
    ['an empty one', { reason: '' }],
    ['a blank one', { reason: ' \n ' }],
    ['no code', { reasonCode: undefined }],
    ['neither', { reason: undefined, reasonCode: undefined }],
  ])('is refused with %s', async (_, without) => {
    const answer = await breakGlass(doctor, patientId, without);

    expect([answer.status, answer.body['code']]).toEqual([422, 'reason-required']);
    expect(await allergies()).toBe(404);
  });

  it('is refused as malformed with a code that is none, without the password, and with more than there is', async () => {
    for (const wrong of [{ reasonCode: 'curiosity' }, { password: undefined }, { password: '' }, { password: 7 }, { minutes: 600 }]) {
      expect((await breakGlass(doctor, patientId, wrong)).status).toBe(400);
    }
    expect(await allergies()).toBe(404);
  });

  it('is refused for nobody', async () => {
    for (const nobody of [randomUUIDv7(), 'no-id']) {
      const answer = await breakGlass(doctor, nobody);
      expect([answer.status, answer.body['code']]).toEqual([404, 'not-found']);
    }
  });

  it('is for anybody who exists, at whatever facility, and for those who have died', async () => {
    const south = await facility(app);
    const [elsewhere, deceased] = [await registered(app, south), await registered(app, south)];
    await app.database.query(`update patients.patients set deceased_on = '2024-01-01' where id = $1`, [deceased]);

    expect((await breakGlass(doctor, elsewhere)).status).toBe(201);
    expect((await breakGlass(doctor, deceased)).status).toBe(201);
  });

  describe('asks for the password again', () => {
    const WRONG = { password: 'not the password at all' };

    it('and refuses a wrong one without ending the session', async () => {
      const answer = await breakGlass(doctor, patientId, WRONG);

      expect([answer.status, answer.body['code']]).toEqual([403, 'wrong-password']);
      expect(answer.headers.get('www-authenticate')).toBeNull();
      expect(await allergies()).toBe(404);
      expect((await doctor.get('/auth/me')).status).toBe(200);
      const rows = await app.database.query(
        `select actor_id, outcome, patient_id from access.audit_events where action = 'break-glass.open' and patient_id = $1`,
        [patientId],
      );
      expect(rows).toContainEqual({ actor_id: doctor.userId, outcome: 'refused', patient_id: patientId });
    });

    it('and counts guesses like failed sign-ins', async () => {
      const answers: Answer[] = [];
      for (let guess = 0; guess < 12; guess++) answers.push(await breakGlass(doctor, patientId, WRONG));

      expect(answers.filter(({ status }) => status === 403)).toHaveLength(10);
      expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too-many-failures' } });
      expect((await breakGlass(doctor, patientId)).status).toBe(429);
    });

    it('except of who has none and signed in just now', async () => {
      const passwordless = await app.as('doctor', { facilityId: north });

      expect((await breakGlass(passwordless, patientId, { password: undefined })).status).toBe(201);
      clock.pass({ minutes: 60 });
      const late = await breakGlass(passwordless, patientId, { password: undefined });
      expect([late.status, late.body['code']]).toEqual([403, 'fresh-sign-in-required']);
    });
  });

  describe('once more while it is open', () => {
    it('is refused and says which one is', async () => {
      const { body } = await breakGlass(doctor, patientId);
      const again = await breakGlass(doctor, patientId);

      expect([again.status, again.body['code']]).toEqual([409, 'break-glass-active']);
      expect(again.body).toMatchObject({ breakGlassId: body['id'], expiresAt: body['expiresAt'] });
    });

    it('is made impossible by the database', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => breakGlass(doctor, patientId)));

      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ body }) => body['code'] === 'break-glass-active')).toHaveLength(7);
      const rows = await app.database.query('select 1 from access.break_glass_accesses where patient_id = $1', [patientId]);
      expect(rows).toHaveLength(1);
    });

    it('is possible for somebody else, and for another chart', async () => {
      await breakGlass(doctor, patientId);

      expect((await breakGlass((await colleagueAs(app, 'nurse')).api, patientId)).status).toBe(201);
      expect((await breakGlass(doctor, await registered(app))).status).toBe(201);
    });

    it('with the same Idempotency-Key gives the same answer, and keeps no digest of the password', async () => {
      const key = { 'idempotency-key': `open-${patientId}` };
      const [first, second] = [await breakGlass(doctor, patientId, {}, key), await breakGlass(doctor, patientId, {}, key)];

      expect(second.body).toEqual(first.body);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect(second.headers.get('location')).toBe(first.headers.get('location'));
      expect((await breakGlass(doctor, patientId, { password: 'not the password at all' }, key)).status).toBe(403);
    });
  });

  it('is felt at the next request when the account is disabled', async () => {
    const ada = await person(app, 'doctor');
    const api = await signedIn(app, ada);
    await breakGlass(api, patientId);
    await app.database.query('update access.users set disabled_at = now() where id = $1', [ada.id]);

    expect(await allergies(api)).toBe(401);
  });

  it('leaves audit rows that say who, whose chart and why in a word, and marks what is read under it', async () => {
    const { body } = await breakGlass(doctor, patientId);
    await allergies();

    const rows = await app.database.query(
      `select action, outcome, reason, break_glass_id from access.audit_events
       where actor_id = $1 and patient_id = $2 and outcome = 'success' order by at`,
      [doctor.userId, patientId],
    );
    expect(rows).toEqual([
      { action: 'break-glass.open', outcome: 'success', reason: 'emergency', break_glass_id: null },
      { action: 'allergy.list', outcome: 'success', reason: null, break_glass_id: body['id'] },
    ]);
  });
});
