import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { ExpireSwaps } from '../../../src/staffing/application/expire-swaps.js';
import type { Answer, Api } from '../../harness/api.js';
import { newDepartment, newFacility } from './staffing-records.js';
import { counted, Ward } from './ward.js';

describe('swaps of shifts', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
  });

  afterAll(() => ward.close());

  interface Pair {
    ids: [string, string];
    apis: [Api, Api];
  }

  async function pair(own: Ward = ward, changes: [object, object] = [{}, {}]): Promise<Pair> {
    const ids: [string, string] = [await own.person(changes[0]), await own.person(changes[1])];
    return { ids, apis: [await own.as(ids[0]), await own.as(ids[1])] };
  }

  const act = (api: Api, id: string, action: string, body: object = {}): Promise<Answer> => api.post(`/shift-swaps/${id}/${action}`, body);

  async function accepted({ ids, apis }: Pair, shiftId: string, inReturnShiftId?: string): Promise<string> {
    const { status, body } = await apis[0].post('/shift-swaps', { shiftId, colleagueId: ids[1], inReturnShiftId });
    if (status !== 201) throw new Error(JSON.stringify(body));
    const answer = await act(apis[1], body['id'], 'accept');
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return body['id'] as string;
  }

  const holder = async (shiftId: string): Promise<string> => (await ward.hr.get(`/shifts/${shiftId}`)).body['staffId'];

  it('are asked for, accepted, approved, and done', async () => {
    const { ids, apis } = await pair();
    const [one, other] = [await ward.planned(ids[0], 0), await ward.planned(ids[1], 0, ['10:00', '18:00'])];
    await ward.act(one.id, 'confirm');
    const asked = await apis[0].post('/shift-swaps', {
      ...{ shiftId: one.id, colleagueId: ids[1], inReturnShiftId: other.id, reason: 'wedding' },
    });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ status: 'requested', requesterId: ids[0], colleagueId: ids[1], reason: 'wedding' });
    expect(asked.body.allowedActions).toEqual(['reject']);
    const path = `/shift-swaps/${asked.body.id}`;
    expect((await apis[1].get(path)).body.allowedActions).toEqual(['accept', 'reject']);
    expect((await act(apis[0], asked.body.id, 'accept')).status).toBe(403);
    expect((await act(ward.hr, asked.body.id, 'approve')).body.code).toBe('invalid-transition');
    expect((await act(apis[1], asked.body.id, 'accept')).body.status).toBe('accepted');
    expect((await act(apis[1], asked.body.id, 'approve')).status).toBe(403);
    const done = await act(ward.hr, asked.body.id, 'approve');
    expect(done.body).toMatchObject({ status: 'applied', allowedActions: [] });
    expect([await holder(one.id), await holder(other.id)]).toEqual([ids[1], ids[0]]);
    expect((await ward.hr.get(`/shifts/${one.id}`)).body.status).toBe('assigned');
    expect((await ward.hr.get(`/shift-swaps?staffId=${ids[1]}&status=applied`)).body.items).toEqual([done.body]);
    const published = 'select type from platform.outbox where aggregate_id = $1';
    const types = await ward.app.database.query<{ type: string }>(published, [asked.body.id]);
    expect(types.map(({ type }) => type).toSorted()).toEqual(['staffing.swap-applied.v1', 'staffing.swap-requested.v1']);
  });

  it('are approved by the head of the department too, but by neither of the two', async () => {
    const own = await Ward.open({ within: ward.app });
    const { ids, apis } = await pair(own);
    const headId = await own.person();
    await own.department({ headId });
    const { id } = await own.planned(ids[0], 0);
    const swap = await accepted({ ids, apis }, id);
    expect((await act(await own.as(headId), swap, 'approve')).body.status).toBe('applied');
    await own.department({ headId: ids[0] });
    const later = await own.planned(ids[0], 2);
    expect((await act(apis[0], await accepted({ ids, apis }, later.id), 'approve')).status).toBe(403);
  });

  it('are refused at the approval where rules of either person are broken by then', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0, ['06:00', '14:00']);
    const swap = await accepted({ ids, apis }, id);
    const tired = await ward.planned(ids[1], 0, ['15:00', '20:00']);
    const refused = await act(ward.hr, swap, 'approve');
    expect([refused.status, refused.body.code]).toEqual([422, 'shift-rules-broken']);
    expect(refused.body.violations).toMatchObject([{ rule: 'rest', staffId: ids[1] }]);
    await ward.act(tired.id, 'cancel', { reason: 'not needed' });
    await ward.planned(ids[1], 0, ['13:00', '16:00']);
    expect((await act(ward.hr, swap, 'approve')).body.code).toBe('shift-overlap');
    expect(await holder(id)).toBe(ids[0]);
  });

  it('are refused at the approval where the department would be short of people', async () => {
    const own = await Ward.open({ within: ward.app });
    await own.department({ coverRules: [{ specialty: 'dialysis', count: 1, from: '08:00', to: '16:00', weekdays: [1] }] });
    const { ids, apis } = await pair(own, [{ specialties: ['dialysis'] }, {}]);
    const { id } = await own.planned(ids[0], 0);
    const swap = await accepted({ ids, apis }, id);
    const refused = await act(own.hr, swap, 'approve');
    expect([refused.status, refused.body.code]).toEqual([422, 'cover-not-kept']);
    expect(refused.body.violations).toMatchObject([{ rule: 'cover', required: 1, present: 0, specialty: 'dialysis' }]);
    const second = await own.person({ specialties: ['dialysis'] });
    await own.planned(second, 0);
    expect((await act(own.hr, swap, 'approve')).status).toBe(200);
  });

  it('are refused at the approval where a shift has changed hands', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0);
    const swap = await accepted({ ids, apis }, id);
    await ward.act(id, 'cancel', { reason: 'ill' });
    expect((await act(ward.hr, swap, 'approve')).body.code).toBe('invalid-transition');
  });

  it('are rejected or withdrawn with a reason', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0);
    const ask = (): Promise<Answer> => apis[0].post('/shift-swaps', { shiftId: id, colleagueId: ids[1] });
    const first = await ask();
    expect((await ask()).body.code).toBe('shift-in-swap');
    const rejected = await act(apis[1], first.body.id, 'reject', { reason: 'away' });
    expect(rejected.body).toMatchObject({ status: 'rejected', rejectReason: 'away' });
    const second = await ask();
    expect((await act(apis[0], second.body.id, 'reject', { reason: 'settled' })).body.status).toBe('rejected');
    expect((await act(apis[1], second.body.id, 'accept')).body).toMatchObject({ code: 'invalid-transition', from: 'rejected' });
  });

  it('are about own published shifts ahead, between two people of a facility', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0);
    const ask = (api: Api, body: object): Promise<Answer> => api.post('/shift-swaps', { shiftId: id, colleagueId: ids[1], ...body });
    expect((await ask(apis[1], {})).status).toBe(403);
    expect((await ask(apis[0], { colleagueId: ids[0] })).body.code).toBe('invalid-swap');
    expect((await ask(apis[0], { colleagueId: randomUUIDv7() })).body.code).toBe('not-found');
    expect((await ask(apis[0], { shiftId: randomUUIDv7() })).body.code).toBe('not-found');
    const own = await ward.planned(ids[0], 2);
    expect((await ask(apis[0], { inReturnShiftId: own.id })).body.code).toBe('invalid-swap');
    const open = await ward.planned(undefined, 3);
    expect((await ask(ward.hr, { shiftId: open.id })).body.code).toBe('invalid-swap');
    const now = Temporal.Now.instant();
    const times = { start: now.subtract({ hours: 1 }).toString(), end: now.add({ hours: 3 }).toString() };
    const begun = await ward.planned(ids[0], 0, ['08:00', '16:00'], times);
    expect((await ask(apis[0], { shiftId: begun.id })).body.code).toBe('invalid-swap');
    await ward.act(begun.id, 'start');
    expect((await ask(apis[0], { shiftId: begun.id })).body.code).toBe('invalid-transition');
  });

  it('are seen by the two, the head and those who make rosters', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0);
    const { body } = await apis[0].post('/shift-swaps', { shiftId: id, colleagueId: ids[1] });
    const third = await ward.as(await ward.person());
    expect((await third.get(`/shift-swaps/${body['id']}`)).status).toBe(404);
    expect((await third.get('/shift-swaps')).body['items']).toEqual([]);
    expect((await act(third, body['id'], 'accept')).status).toBe(404);
    const { id: elsewhere } = await newFacility(ward.admin);
    await newDepartment(ward.admin, elsewhere);
    const foreign = await ward.app.as('hr-manager', { facilityId: elsewhere });
    expect((await foreign.get(`/shift-swaps/${body['id']}`)).status).toBe(404);
    expect((await ward.hr.get(`/shift-swaps/${body['id']}`)).body['allowedActions']).toEqual(['reject']);
  });

  it('are applied once, and never give one person two shifts at a time', async () => {
    const { ids, apis } = await pair();
    const { id } = await ward.planned(ids[0], 0);
    const swap = await accepted({ ids, apis }, id);
    const answers = [
      ...Array.from({ length: 8 }, () => act(ward.hr, swap, 'approve')),
      ...Array.from({ length: 8 }, () => ward.plan(ids[1], 0, ['15:00', '19:00'])),
    ];
    const outcome = await counted(answers);
    expect((outcome['200'] ?? 0) + (outcome['201'] ?? 0)).toBe(1);
    const theirs = (await ward.hr.get(`/shifts?staffId=${ids[1]}`)).body['items'];
    expect(theirs).toHaveLength(1);
  });
});

describe('a swap that nobody decides', () => {
  it('expires when its time is over, or the shift begins', async () => {
    const clock = new FixedClock(Temporal.Now.instant());
    const ward = await Ward.open({ clock });
    const ids = [await ward.person(), await ward.person()] as const;
    const { id: shiftId } = await ward.planned(ids[0], 0);
    const { body } = await ward.hr.post('/shift-swaps', { shiftId, colleagueId: ids[1] });
    expect(body['expiresAt']).toBe(clock.now().add({ hours: 72 }).toString());
    clock.pass({ hours: 72 });
    const colleague = await ward.as(ids[1]);
    const late = await colleague.post(`/shift-swaps/${body['id']}/accept`);
    expect(late.body).toMatchObject({ code: 'invalid-transition', reason: 'its time is over' });
    await ward.app.app.get(ExpireSwaps).execute();
    expect((await ward.hr.get(`/shift-swaps/${body['id']}`)).body).toMatchObject({ status: 'expired', allowedActions: [] });
    expect((await ward.hr.post('/shift-swaps', { shiftId, colleagueId: ids[1] })).status).toBe(201);
    await ward.close();
  });
});
