import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from './practice.js';

type Item = Answer['body'];

describe('an appointment that loses its ground', () => {
  let practice: Practice;
  let hr: Api;
  let type: string;

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    hr = await practice.app.as('hr-manager');
    type = await practice.type();
  });

  afterAll(() => practice.close());

  async function booked(staffId: string, days: number, time = '10:00', changes: object = {}): Promise<Item> {
    const patientId = await practice.patient();
    const answer = await practice.book({ patientId, staffId, appointmentTypeId: type, start: practice.at(days, time), ...changes });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  const read = async (id: string): Promise<Answer> => practice.admin.get(`/displaced-appointments/${id}`);
  const isDisplaced = async (id: string): Promise<boolean> => (await read(id)).status === 200;
  const isGone = async (id: string): Promise<boolean> => (await read(id)).status === 404;

  async function approvedLeave(staffId: string, from: number, to = from): Promise<Answer> {
    const days = { from: practice.date(from), to: practice.date(to) };
    const { id } = (await hr.post('/leave-requests', { staffId, ...days, kind: 'annual' })).body;
    const answer = await hr.post(`/leave-requests/${id}/approve`);
    expect(answer.status).toBe(200);
    return answer;
  }

  it('is on the worklist with the leave that closed it, and leaves when the leave is cancelled', async () => {
    const staffId = await practice.doctor();
    const [inside, outside] = [await booked(staffId, 10), await booked(staffId, 11)];
    const leave = await approvedLeave(staffId, 10);
    await until(() => isDisplaced(inside['id']));
    const { body } = await read(inside['id']);
    expect(body).toMatchObject({ appointmentId: inside['id'], patientId: inside['patientId'], staffId, status: 'booked' });
    expect(body['grounds']).toMatchObject([{ ground: 'leave', decision: 'open', leaveRequestId: leave.body['id'] }]);
    expect(body['allowedActions']).toEqual(['cancel', 'reschedule', 'keep']);
    expect(await isGone(outside['id'])).toBe(true);
    await hr.post(`/leave-requests/${leave.body['id']}/cancel`);
    await until(() => isGone(inside['id']));
    await approvedLeave(staffId, 10);
    await until(() => isDisplaced(inside['id']));
    const lines = 'select status from scheduling.displacements where appointment_id = $1';
    const rows = await practice.app.database.query(lines, [inside['id']]);
    expect(rows.map(({ status }) => status).sort()).toEqual(['open', 'settled']);
  });

  it('is listed in the order of its start, by facility and ground, until it is moved or cancelled', async () => {
    const staffId = await practice.doctor();
    const appointments = [await booked(staffId, 20, '12:00'), await booked(staffId, 20, '09:00'), await booked(staffId, 20, '11:00')];
    await approvedLeave(staffId, 20);
    for (const { id } of appointments) await until(() => isDisplaced(id));
    const list = async (query: string): Promise<Answer['body']> =>
      (await practice.admin.get(`/displaced-appointments?staffId=${staffId}${query}`)).body;
    const first = await list('&limit=2');
    const rest = await list(`&limit=2&cursor=${first['nextCursor']}`);
    const ids = [...first['items'], ...rest['items']].map(({ appointmentId }: Item) => appointmentId);
    expect(ids).toEqual([appointments[1]!['id'], appointments[2]!['id'], appointments[0]!['id']]);
    expect((await list('&ground=credential'))['items']).toEqual([]);
    expect((await list('&ground=leave'))['items']).toHaveLength(3);
    expect((await practice.act(appointments[0]!['id'], 'reschedule', { start: practice.at(21, '09:00') })).status).toBe(200);
    expect((await practice.act(appointments[1]!['id'], 'cancel', { reason: 'The doctor is away' })).status).toBe(200);
    expect((await list(''))['items'].map(({ appointmentId }: Item) => appointmentId)).toEqual([appointments[2]!['id']]);
    await until(async () => {
      const settled = 'select settlement from scheduling.displacements where staff_id = $1';
      const rows = await practice.app.database.query<Item>(settled, [staffId]);
      return rows.map(({ settlement }) => String(settlement)).sort().join() === 'cancelled,null,rescheduled';
    });
  });

  it('can be kept with a reason, by who may decide that', async () => {
    const staffId = await practice.doctor();
    const { id } = await booked(staffId, 22);
    await approvedLeave(staffId, 22);
    await until(() => isDisplaced(id));
    const desk = await practice.app.as('receptionist');
    expect((await desk.post(`/displaced-appointments/${id}/keep`, { reason: 'A colleague stands in' })).status).toBe(403);
    const doctor = await practice.app.as('doctor', { facilityId: practice.facilityId });
    const kept = await doctor.post(`/displaced-appointments/${id}/keep`, { reason: 'A colleague stands in' });
    expect(kept.body['grounds']).toMatchObject([{ decision: 'kept', keepReason: 'A colleague stands in', keptBy: doctor.userId }]);
    expect(kept.body['allowedActions']).toEqual(['cancel', 'reschedule']);
    const listed = async (decision: string): Promise<number> =>
      (await desk.get(`/displaced-appointments?staffId=${staffId}&decision=${decision}`)).body['items'].length;
    expect([await listed('open'), await listed('kept')]).toEqual([0, 1]);
    const elsewhere = await Practice.open(undefined, practice.app);
    const stranger = await practice.app.as('doctor', { facilityId: elsewhere.facilityId });
    expect((await stranger.get(`/displaced-appointments/${id}`)).body['code']).toBe('not-found');
    expect((await stranger.get('/displaced-appointments')).body['items']).toEqual([]);
    expect((await stranger.post(`/displaced-appointments/${id}/keep`, { reason: 'x' })).body['code']).toBe('not-found');
  });

  it('lost a credential, and has it back when that is in force again', async () => {
    const staffId = await practice.doctor();
    const { id } = await booked(staffId, 12);
    const [credential] = (await hr.get(`/staff/${staffId}/credentials`)).body['items'];
    await hr.post(`/staff/${staffId}/credentials/${credential.id}/suspend`, { reason: 'Under review' });
    await until(() => isDisplaced(id));
    expect((await read(id)).body['grounds']).toMatchObject([{ ground: 'credential', credentialKind: 'medical-licence' }]);
    await hr.post(`/staff/${staffId}/credentials/${credential.id}/reinstate`);
    await until(() => isGone(id));
  });

  it('lost its place in the weekly rules, its facility’s opening, or a specialty', async () => {
    const elsewhere = await Practice.open(undefined, practice.app);
    const staffId = await elsewhere.doctor();
    const appointmentTypeId = await elsewhere.type({ requiredSpecialty: 'cardiology' });
    const patientId = await practice.patient();
    const { id } = (await elsewhere.book({ patientId, staffId, appointmentTypeId, start: elsewhere.at(15, '10:00') })).body;
    const grounds = async (): Promise<string> => {
      const { body } = await read(id);
      return (body['grounds'] ?? []).map(({ ground }: Item) => ground).sort().join();
    };
    const { version } = (await practice.admin.get(`/facilities/${elsewhere.facilityId}`)).body;
    const closures = [{ from: elsewhere.date(15), to: elsewhere.date(15), reason: 'Boiler' }];
    const settings = `/facilities/${elsewhere.facilityId}/settings`;
    expect((await practice.admin.patch(settings, { scheduling: { closures } }, version)).status).toBe(200);
    await until(async () => (await grounds()) === 'closure');
    await practice.admin.put(`/staff/${staffId}/availability`, { rules: [] });
    await until(async () => (await grounds()) === 'availability,closure');
    const staff = (await practice.admin.get(`/staff/${staffId}`)).body;
    expect((await practice.admin.patch(`/staff/${staffId}`, { specialties: ['sleep'] }, staff['version'])).status).toBe(200);
    await until(async () => (await grounds()) === 'availability,closure,specialty');
    await practice.admin.patch(settings, { scheduling: { closures: null } }, version + 1);
    await until(async () => (await grounds()) === 'availability,specialty');
  });

  it('counts an override as ground outside the weekly rules, but not on leave', async () => {
    const staffId = await practice.doctor({ rules: [] });
    const { id } = await booked(staffId, 16, '10:00', { override: { reason: 'Emergency' } });
    await practice.admin.put(`/staff/${staffId}/availability`, { rules: [] });
    await approvedLeave(staffId, 16);
    await until(() => isDisplaced(id));
    expect((await read(id)).body['grounds']).toMatchObject([{ ground: 'leave' }]);
  });

  it('has up to three other times proposed: the same practitioner later, or the same specialty that day', async () => {
    const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '10:00', to: '11:00' }));
    const [absent, colleague] = [
      await practice.doctor({ rules }, { specialties: ['neurology'] }),
      await practice.doctor({ rules }, { specialties: ['neurology', 'sleep'] }),
    ];
    await practice.doctor({ rules }, { specialties: ['dermatology'] });
    const { id } = await booked(absent, 24);
    const leave = await approvedLeave(absent, 24, 25);
    await until(() => isDisplaced(id));
    const { items } = (await practice.admin.get(`/displaced-appointments/${id}/alternatives`)).body;
    expect(items.map(({ kind, staffId, start }: Item) => [kind, staffId, start])).toEqual([
      ['same-practitioner', absent, practice.at(26, '10:00')],
      ['same-specialty', colleague, practice.at(24, '10:00')],
      ['same-practitioner', absent, practice.at(26, '10:30')],
    ]);
    expect(leave.body['impact']['appointments'][0]['alternatives']).toEqual(items);
    expect((await practice.admin.get(`/displaced-appointments/${absent}/alternatives`)).body['code']).toBe('not-found');
  });
});
