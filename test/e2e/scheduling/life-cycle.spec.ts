import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobProcessors } from '#messaging';
import { Practice } from './practice.js';

describe('the life of an appointment over HTTP', () => {
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open();
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  async function booked(minutes: number, changes: object = {}): Promise<string> {
    const patientId = await practice.patient();
    const body = { patientId, staffId, appointmentTypeId, start: practice.inMinutes(minutes), ...changes };
    return (await practice.book(body)).body['id'] as string;
  }

  it('goes from booked to completed, one version at a time', async () => {
    const id = await booked(60);
    const steps = [];
    for (const action of ['confirm', 'check-in', 'start', 'complete']) {
      const { status, headers, body } = await practice.act(id, action);
      steps.push([status, headers.get('etag'), body['status']]);
    }
    expect(steps).toEqual([
      [200, '"2"', 'confirmed'],
      [200, '"3"', 'checked-in'],
      [200, '"4"', 'in-progress'],
      [200, '"5"', 'completed'],
    ]);
    const { body } = await practice.admin.get(`/appointments/${id}`);
    expect(body).toMatchObject({ version: 5, allowedActions: ['void'], completedAt: expect.any(String) });
    const events = await practice.app.database.query<{ type: string }>(
      'select type from platform.outbox where aggregate_id = $1 order by seq',
      [id],
    );
    expect(events.map(({ type }) => type.split('-').slice(1).join('-'))).toEqual([
      'booked.v1',
      'confirmed.v1',
      'checked-in.v1',
      'started.v1',
      'completed.v1',
    ]);
  });

  it('is 409 invalid-transition for what is not declared from here, with what is allowed instead', async () => {
    const id = await booked(60);
    const { status, body } = await practice.act(id, 'complete');
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'invalid-transition',
      from: 'booked',
      action: 'complete',
      reason: expect.any(String),
      allowedActions: ['confirm', 'check-in', 'no-show', 'cancel', 'reschedule', 'void'],
    });
  });

  it('keeps its guards: check-in on the day, no-show after the grace, holds up to their limit', async () => {
    const tomorrow = await booked(1_440);
    expect((await practice.act(tomorrow, 'check-in')).body).toMatchObject({ code: 'invalid-transition', action: 'check-in' });
    const soon = await booked(30);
    expect((await practice.act(soon, 'no-show')).body['code']).toBe('invalid-transition');
    const held = await booked(60, { hold: true });
    await practice.app.database.query(`update scheduling.appointments set hold_until = now() where id = $1`, [held]);
    expect((await practice.act(held, 'confirm')).body).toMatchObject({ code: 'invalid-transition', from: 'held' });
  });

  it('holds a time, then books it', async () => {
    const patientId = await practice.patient();
    const body = { patientId, staffId, appointmentTypeId, start: practice.inMinutes(120), hold: true };
    const held = await practice.book(body);
    expect(held.body).toMatchObject({ status: 'held', allowedActions: ['confirm', 'cancel', 'void'] });
    const minutes = Temporal.Now.instant().until(held.body['holdUntil']).total('minutes');
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThanOrEqual(5);
    const confirmed = await practice.act(held.body['id'], 'confirm');
    expect(confirmed.body).toMatchObject({ status: 'booked', version: 2 });
    expect(confirmed.body['holdUntil']).toBeUndefined();
  });

  it('counts who did not come, and lets them check in after all where that is permitted', async () => {
    const id = await booked(-60);
    const receptionist = await practice.app.as('receptionist');
    expect((await receptionist.post(`/appointments/${id}/no-show`)).body['status']).toBe('no-show');
    expect((await receptionist.post(`/appointments/${id}/check-in`)).body['code']).toBe('invalid-transition');
    const doctor = await practice.app.as('doctor');
    expect((await doctor.post(`/appointments/${id}/check-in`)).body['status']).toBe('checked-in');
  });

  it('needs a reason to be cancelled or voided, says what was late, and frees the time', async () => {
    const doctor = await practice.doctor();
    const id = await booked(60, { staffId: doctor });
    expect((await practice.act(id, 'cancel')).status).toBe(400);
    expect((await practice.act(id, 'cancel', { reason: 'ill' })).body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'ill',
      cancelledLate: true,
      allowedActions: ['void'],
    });
    const again = await booked(60, { staffId: doctor });
    expect((await practice.act(again, 'void', { reason: 'wrong patient' })).body).toMatchObject({
      status: 'entered-in-error',
      allowedActions: [],
    });
    const receptionist = await practice.app.as('receptionist');
    const third = await booked(60, { staffId: doctor });
    expect((await receptionist.post(`/appointments/${third}/void`, { reason: 'x' })).status).toBe(403);
  });

  it('is moved over its own time, to another practitioner, but not onto others', async () => {
    const [one, other] = [await practice.doctor(), await practice.doctor()];
    const id = await booked(600, { staffId: one });
    const start = practice.inMinutes(615);
    const moved = await practice.act(id, 'reschedule', { start }, { 'if-match': '"1"' });
    expect(moved).toMatchObject({ status: 200, body: { id, start, staffId: one, version: 2, status: 'booked' } });
    expect((await practice.act(id, 'reschedule', { start, staffId: other }, { 'if-match': '"1"' })).body).toMatchObject({
      status: 412,
      code: 'stale-version',
    });
    expect((await practice.act(id, 'reschedule', { start, staffId: other })).body).toMatchObject({ staffId: other, version: 3 });
    await booked(600, { staffId: one });
    expect((await practice.act(id, 'reschedule', { start, staffId: one })).body['code']).toBe('slot-taken');
    expect((await practice.admin.get(`/appointments/${id}`)).body).toMatchObject({ staffId: other, version: 3 });
  });

  it('is given up by the job once a hold is past, and marked by it when nobody came', async () => {
    const held = await booked(60, { hold: true });
    const missed = await booked(-120);
    await practice.app.database.query(`update scheduling.appointments set hold_until = now() - interval '1 second' where id = $1`, [held]);
    const processors = practice.app.app.get(JobProcessors).all();
    const settling = processors.find(({ queue }) => queue === 'scheduling.appointments');
    await settling?.process({ id: 'tick', name: 'settle', data: {}, attempt: 1, last: true });
    expect((await practice.admin.get(`/appointments/${held}`)).body['status']).toBe('expired');
    expect((await practice.admin.get(`/appointments/${missed}`)).body['status']).toBe('no-show');
  });
});
