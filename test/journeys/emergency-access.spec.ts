import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { Api } from '../harness/api.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { until } from '../harness/until.js';
import { facility, logIn, PASSWORD } from '../e2e/access/access-rig.js';
import { breakGlass, colleagueAs, registered } from '../e2e/access/emergency.js';

const PENICILLIN = { system: 'http://snomed.info/sct', code: '91936005', display: 'Allergy to penicillin' };

/** One line of a patient's access log, as far as it is looked at. */
interface LogEntry {
  action: string;
  breakGlass: boolean;
  actor: { displayName?: string };
}

describe('an emergency away from home', () => {
  let app: TestApp;
  let clock: FixedClock;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant().round('millisecond'));
    app = await startTestApp({ clock, work: true });
  });

  afterAll(() => app.close());

  it('opens the chart for an hour, is reviewed by somebody else, and the patient sees all of it', async () => {
    const [north, south] = [await facility(app), await facility(app)];
    const patientId = await registered(app, south);
    const chart = `/patients/${patientId}/allergies`;
    const { api: physician } = await colleagueAs(app, 'doctor', south);
    const allergy = { substance: PENICILLIN, kind: 'allergy', criticality: 'high' };
    expect((await physician.post(chart, allergy)).status).toBe(201);
    const desk = await app.as('receptionist', { facilityId: south });
    const { code } = (await desk.post(`/patients/${patientId}/invitations`)).body;
    const email = 'anna-away@test.invalid';
    const account = { code, birthDate: '1980-02-29', email, password: PASSWORD };
    expect((await app.stranger.post('/auth/invitations/accept', account)).status).toBe(201);

    const { api: stranger } = await colleagueAs(app, 'doctor', north);
    const { api: auditor, person: reviewer } = await colleagueAs(app, 'auditor');
    expect((await stranger.get(`/patients/${patientId}`)).status).toBe(200);
    expect((await stranger.get(chart)).status).toBe(404);
    const opened = await breakGlass(stranger, patientId);
    expect(opened.status).toBe(201);
    expect((await stranger.get(chart)).body['items']).toMatchObject([{ substance: PENICILLIN }]);
    clock.pass({ minutes: 60 });
    expect((await stranger.get(chart)).status).toBe(404);

    const kept = `select recipient, subject, body from notifications.kept_messages where kind = 'break-glass-notice' and recipient = $1`;
    await until(async () => (await app.database.query(kept, [reviewer.email])).length === 1);
    const worklist = (await auditor.get('/break-glass-accesses?status=review-due')).body['items'];
    expect(worklist).toMatchObject([{ id: opened.body['id'], patientId, userId: stranger.userId }]);
    const access = (await auditor.get(`/break-glass-accesses/${opened.body['id']}`)).body;
    expect(access['activity']).toMatchObject({ count: 1, actions: [{ action: 'allergy.list', count: 1 }] });
    const verdict = { outcome: 'justified', note: 'Treated in the emergency room that hour' };
    expect((await auditor.post(`/break-glass-accesses/${access['id']}/review`, verdict)).status).toBe(200);

    const anna = new Api(app.origin, (await logIn(app, email)).body['accessToken']);
    const log = (await anna.get(`/patients/${patientId}/access-log?limit=200`)).body['items'] as LogEntry[];
    const seen = log.map(({ action, breakGlass: under, actor }) => [action, under, actor.displayName]);
    expect(seen).toContainEqual(['break-glass.open', expect.any(Boolean), 'Some doctor']);
    expect(seen).toContainEqual(['allergy.list', true, 'Some doctor']);
    expect(seen).toContainEqual(['break-glass.review', false, expect.any(String)]);
  });
});
