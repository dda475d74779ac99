import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { RemindReviewers } from '../../../src/access/application/remind-reviewers.js';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { facility, type Person } from './access-rig.js';
import { breakGlass, colleagueAs, registered } from './emergency.js';

describe('reviewing charts that were opened in an emergency', () => {
  let app: TestApp;
  let clock: FixedClock;
  let auditor: { api: Api; person: Person };
  let admin: { api: Api; person: Person };
  let doctor: Api;
  let patientId: string;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant());
    app = await startTestApp({ clock, work: true });
    [auditor, admin] = [await colleagueAs(app, 'auditor'), await colleagueAs(app, 'admin')];
  });

  beforeEach(async () => {
    clock.moveTo(Temporal.Now.instant().round('millisecond'));
    [patientId, doctor] = [await registered(app), (await colleagueAs(app, 'doctor', await facility(app))).api];
  });

  afterAll(() => app.close());

  const opened = async (api = doctor): Promise<string> => (await breakGlass(api, patientId)).body['id'];
  const review = (id: string, body: object = {}, api = auditor.api, headers: Record<string, string> = {}): Promise<Answer> =>
    api.post(`/break-glass-accesses/${id}/review`, { outcome: 'justified', note: 'As the record shows', ...body }, headers);
  const read = async (id: string, api = auditor.api): Promise<Answer['body']> => (await api.get(`/break-glass-accesses/${id}`)).body;
  const idsIn = async (query: string, api = auditor.api): Promise<string[]> =>
    (await api.get(`/break-glass-accesses?${query}`)).body['items'].map(({ id }: { id: string }) => id);

  it('goes from open over due and overdue to reviewed, on the worklist of each', async () => {
    const id = await opened();
    const where = async (): Promise<string[]> => {
      const statuses = ['open', 'review-due', 'overdue', 'reviewed'];
      const lists = await Promise.all(statuses.map((status) => idsIn(`status=${status}&patientId=${patientId}`)));
      return statuses.filter((_, at) => lists[at]!.includes(id));
    };

    expect(await where()).toEqual(['open']);
    clock.pass({ hours: 1 });
    expect(await where()).toEqual(['review-due']);
    clock.pass({ hours: 72 });
    expect(await where()).toEqual(['overdue']);
    expect((await review(id)).status).toBe(200);
    expect(await where()).toEqual(['reviewed']);
  });

  it('is shown page by page, those that are due first in front, by outcome and by user', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.push((await breakGlass(doctor, await registered(app))).body['id']);
      clock.pass({ minutes: 1 });
    }
    clock.pass({ hours: 1 });
    await review(ids[2]!, { outcome: 'inconclusive' });
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await auditor.api.get(`/break-glass-accesses?userId=${doctor.userId}&limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...body['items'].map((item: { id: string }) => item.id));
      cursor = body['nextCursor'];
    }

    expect(found).toEqual(ids);
    expect(await idsIn(`userId=${doctor.userId}&outcome=inconclusive`)).toEqual([ids[2]]);
    expect((await auditor.api.get('/break-glass-accesses?status=lost')).status).toBe(400);
    expect((await auditor.api.get('/break-glass-accesses?cursor=lost')).status).toBe(400);
  });

  it('says what was done meanwhile, and where the audit trail shows it', async () => {
    const id = await opened();
    for (let time = 0; time < 2; time++) await doctor.get(`/patients/${patientId}/allergies`);
    await doctor.get(`/patients/${patientId}/conditions`);
    await doctor.post(`/break-glass-accesses/${id}/end`);
    await doctor.get(`/patients/${patientId}/conditions`);

    const { activity } = await read(id);
    expect(activity).toMatchObject({
      count: 3,
      actions: [
        { action: 'allergy.list', count: 2 },
        { action: 'condition.list', count: 1 },
      ],
    });
    expect((await auditor.api.get(activity.auditEvents)).status).toBe(200);
  });

  it('has to wait until the chart is closed', async () => {
    const answer = await review(await opened());

    expect([answer.status, answer.body['code']]).toEqual([409, 'invalid-transition']);
  });

  it('is not for who opened it, as the rule and the database say', async () => {
    const id = await opened(admin.api);
    await admin.api.post(`/break-glass-accesses/${id}/end`);

    expect((await read(id, admin.api))['allowedActions']).toEqual([]);
    const answer = await review(id, {}, admin.api);
    expect([answer.status, answer.body['code']]).toEqual([422, 'reviewer-opened-it']);
    await expect(
      app.database.query(
        `update access.break_glass_accesses set outcome = 'justified', reviewed_by = user_id, reviewed_at = now() where id = $1`,
        [id],
      ),
    ).rejects.toThrow('break_glass_accesses_reviewer');
    expect((await review(id)).status).toBe(200);
  });

  it('says why, is made from the version that was read, and is final', async () => {
    const id = await opened();
    clock.pass({ hours: 1 });

    expect((await review(id, { note: ' ' })).body['code']).toBe('reason-required');
    expect((await review(id, { note: undefined })).status).toBe(400);
    expect((await review(id, { outcome: 'fine' })).status).toBe(400);
    expect((await review(id, {}, auditor.api, { 'if-match': '"9"' })).body['code']).toBe('stale-version');
    const reviewed = await review(id, { outcome: 'unjustified' }, auditor.api, { 'if-match': '"1"' });
    expect(reviewed.body).toMatchObject({ status: 'reviewed', outcome: 'unjustified', version: 2, allowedActions: [] });
    expect(reviewed.headers.get('etag')).toBe('"2"');
    expect((await review(id, {}, admin.api)).body['code']).toBe('invalid-transition');
  });

  it('is given once where two give it at the same time', async () => {
    const id = await opened();
    clock.pass({ hours: 1 });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => review(id, {}, n % 2 ? admin.api : auditor.api)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'invalid-transition')).toHaveLength(5);
    expect((await read(id))['reviews']).toHaveLength(1);
  });

  it('can be followed by another while it is inconclusive, and keeps both', async () => {
    const id = await opened();
    clock.pass({ hours: 1 });
    await review(id, { outcome: 'inconclusive', note: 'The record says nothing' });

    expect((await read(id, admin.api))['allowedActions']).toEqual(['review']);
    expect((await review(id, { note: 'The ambulance confirms it' }, admin.api)).status).toBe(200);
    expect((await read(id))['reviews']).toEqual([
      { reviewerId: auditor.person.id, outcome: 'inconclusive', note: 'The record says nothing', reviewedAt: expect.any(String) },
      { reviewerId: admin.person.id, outcome: 'justified', note: 'The ambulance confirms it', reviewedAt: expect.any(String) },
    ]);
  });

  it('is for auditors and administrators; everybody else sees what they opened themselves', async () => {
    const id = await opened();
    const nurse = (await colleagueAs(app, 'nurse')).api;

    expect((await review(id, {}, nurse)).body['code']).toBe('forbidden');
    expect(await idsIn('', nurse)).toEqual([]);
    expect((await nurse.get(`/break-glass-accesses/${id}`)).status).toBe(404);
    expect(await idsIn('', doctor)).toEqual([id]);
    expect(await idsIn(`userId=${nurse.userId}`, doctor)).toEqual([]);
    expect((await read(id, doctor))['allowedActions']).toEqual(['end']);
    expect((await app.stranger.get('/break-glass-accesses')).status).toBe(401);
    expect((await (await colleagueAs(app, 'receptionist')).api.get('/break-glass-accesses')).status).toBe(403);
    expect((await review(randomUUIDv7())).body['code']).toBe('not-found');
  });

  it('is not for an auditor or administrator of one facility', async () => {
    const id = await opened();
    const local = await app.as('admin', { facilityId: await facility(app) });

    expect((await review(id, {}, local)).status).toBe(403);
    expect((await local.get(`/break-glass-accesses/${id}`)).status).toBe(404);
  });

  describe('is asked for by mail', () => {
    const mailsTo = async ({ email }: Person, about: string): Promise<{ kind: string; subject: string; text: string }[]> => {
      const { body } = await admin.api.get('/api/v1/admin/sent-messages?limit=200');
      const mails = body['items'] as { to: string; kind: string; subject: string; text: string }[];
      return mails.filter(({ to, text }) => to === email && text.includes(about));
    };

    it('when a chart is opened: to every reviewer, without saying whose chart, who or why', async () => {
      const id = await opened();

      await until(async () => (await mailsTo(auditor.person, id)).length === 1);
      const [mail] = await mailsTo(auditor.person, id);
      expect(mail?.kind).toBe('break-glass-notice');
      for (const secret of [patientId, 'Anna', 'Berg', 'unconscious', 'doctor']) expect(mail!.subject + mail!.text).not.toContain(secret);
    });

    it('when it is overdue: once, and not to who opened it', async () => {
      const id = await opened(admin.api);
      clock.pass({ hours: 73 });
      const remind = app.app.get(RemindReviewers, { strict: false });
      await Promise.all([remind.execute(), remind.execute()]);
      await remind.execute();

      await until(async () => (await mailsTo(auditor.person, id)).some(({ kind }) => kind === 'break-glass-overdue'));
      expect((await mailsTo(auditor.person, id)).filter(({ kind }) => kind === 'break-glass-overdue')).toHaveLength(1);
      expect(await mailsTo(admin.person, id)).toEqual([]);
    });

    it('no more once it is reviewed, but tells what was unjustified', async () => {
      const id = await opened();
      clock.pass({ hours: 1 });
      await review(id, { outcome: 'unjustified' });
      clock.pass({ days: 9 });
      await app.app.get(RemindReviewers, { strict: false }).execute();

      await until(async () => (await mailsTo(auditor.person, id)).some(({ kind }) => kind === 'break-glass-unjustified'));
      expect((await mailsTo(auditor.person, id)).map(({ kind }) => kind)).not.toContain('break-glass-overdue');
    });
  });

  it('is counted while it is overdue, for operators', async () => {
    const overdue = async (): Promise<number> => {
      const { body } = await app.stranger.get('/metrics');
      return Number(/^break_glass_reviews_overdue (\d+)$/m.exec(body['text'])?.[1]);
    };
    const [id, before] = [await opened(), await overdue()];
    clock.pass({ hours: 73 });
    const late = await overdue();
    await review(id);

    expect([late > before, await overdue()]).toEqual([true, late - 1]);
  });
});
