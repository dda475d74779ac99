import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queues } from '#messaging';
import { FixedClock } from '#testing';
import type { Answer, Api } from '../harness/api.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { credentialBody, newDepartment, newFacility, newStaff } from '../e2e/staffing/staffing-records.js';
import { until } from '../harness/until.js';

const ZONE = 'Europe/Dublin';
const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** The main job of the product, over HTTP alone, with the worker in the same process. */
export function describeAppointmentJourney(redisUrl?: string): void {
  describe('the journey of an appointment', () => {
    // The access tokens count by the machine's clock, so the journey begins today.
    const today = Temporal.Now.plainDateISO(ZONE);
    const clock = new FixedClock(at(0, '09:00'));
    let app: TestApp;
    let desk: Api;
    let admin: Api;
    let doctor: Api;
    let facilityId: string;
    let staffId: string;
    let appointmentTypeId: string;
    let patientId: string;
    let appointmentId: string;

    function at(days: number, time: string): Temporal.Instant {
      return today.add({ days }).toZonedDateTime({ timeZone: ZONE, plainTime: time }).toInstant();
    }

    async function ok(answer: Promise<Answer>, expected = 200): Promise<Answer['body']> {
      const { status, body } = await answer;
      expect({ status, body }).toMatchObject({ status: expected });
      return body;
    }

    /** Waits for the ledger to be so. */
    async function ledger(expected: unknown[][]): Promise<void> {
      let rows: unknown[][] = [];
      const asExpected = async (): Promise<boolean> => {
        const { items } = await ok(desk.get(`/appointments/${appointmentId}/reminders`));
        rows = items.map((each: Record<string, unknown>) => [each['appointmentVersion'], each['before'], each['status']]);
        return isDeepStrictEqual(rows, expected);
      };
      await until(asExpected).catch(() => undefined);
      expect(rows).toEqual(expected);
    }

    /** The sweep comes by every few seconds; an operator may ask for it at once. */
    async function sweepNow(): Promise<void> {
      const [queue, id] = ['scheduling.reminder-sweep', randomUUID()];
      await app.app.get(Queues).add(queue, [{ name: 'sweep', id, data: {} }]);
      await until(async () => (await (await app.app.get(Queues).find(queue, id))?.getState()) === 'completed');
    }

    const sentMessages = async (): Promise<Record<string, string>[]> => (await ok(admin.get('/api/v1/admin/sent-messages')))['items'];

    beforeAll(async () => {
      app = await startTestApp({ redisUrl, clock, work: true });
      admin = await app.as('admin');
      facilityId = (await newFacility(admin, { timeZone: ZONE }))['id'];
      const departmentId = (await newDepartment(admin, facilityId))['id'];
      staffId = (await newStaff(admin, facilityId, departmentId))['id'];
      await ok(admin.post(`/staff/${staffId}/credentials`, credentialBody()), 201);
      const rules = WEEK.map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
      await ok(admin.put(`/staff/${staffId}/availability`, { rules }));
      const type = { facilityId, name: 'Check-up', durationMinutes: 30, requiredResourceKinds: ['room'] };
      appointmentTypeId = (await ok(admin.post('/appointment-types', type), 201))['id'];
      await ok(admin.post('/resources', { facilityId, kind: 'room', name: 'Room 1', capacity: 1 }), 201);
      desk = await app.as('receptionist', { facilityId });
      doctor = await app.as('doctor', { facilityId, staffId });
    });

    afterAll(() => app.close());

    it('begins with a registration', async () => {
      const patient = {
        name: { given: ['Nora'], family: 'Fiddlestick' },
        birthDate: '1979-03-08',
        sex: 'female',
        contacts: [{ system: 'email', value: 'nora@patients.test' }],
        facilityId,
      };
      const { id, mrn } = await ok(desk.post('/patients', patient), 201);
      patientId = id;
      expect((await ok(desk.get(`/patients?q=fiddlestik`)))['items']).toMatchObject([{ id, mrn }]);
    });

    it('is booked on a free slot', async () => {
      const day = today.add({ days: 3 }).toString();
      const slots = await ok(desk.get(`/slots?appointmentTypeId=${appointmentTypeId}&staffId=${staffId}&from=${day}&to=${day}`));
      const { start } = slots['items'][2];
      expect(start).toBe(at(3, '10:00').toString());
      const booked = await ok(desk.post('/appointments', { patientId, appointmentTypeId, staffId, start }), 201);
      expect(booked).toMatchObject({ status: 'booked', start, facilityId, resourceIds: [expect.any(String)] });
      appointmentId = booked['id'];
      await ledger([
        [1, 1_440, 'planned'],
        [1, 120, 'planned'],
      ]);
      await sweepNow();
      expect(await sentMessages()).toEqual([]);
    });

    it('the patient is reminded the day before', async () => {
      clock.moveTo(at(2, '10:00'));
      await sweepNow();
      await ledger([
        [1, 1_440, 'sent'],
        [1, 120, 'planned'],
      ]);
      expect(await sentMessages()).toMatchObject([{ to: 'nora@patients.test', channel: 'email', kind: 'appointment-reminder' }]);
    });

    it('is moved: what was planned for the old time is superseded', async () => {
      const start = at(5, '14:00').toString();
      const moved = await ok(desk.post(`/appointments/${appointmentId}/reschedule`, { start }));
      expect(moved).toMatchObject({ id: appointmentId, start, status: 'booked' });
      await ledger([
        [1, 1_440, 'sent'],
        [1, 120, 'superseded'],
        [2, 1_440, 'planned'],
        [2, 120, 'planned'],
      ]);
      clock.moveTo(at(3, '08:00'));
      await sweepNow();
      clock.moveTo(at(5, '12:00'));
      await sweepNow();
      await ledger([
        [1, 1_440, 'sent'],
        [1, 120, 'superseded'],
        [2, 1_440, 'sent'],
        [2, 120, 'sent'],
      ]);
      const messages = await sentMessages();
      expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(3);
      expect(messages[0]!['text']).toContain('14:00');
    });

    it('takes place and is completed', async () => {
      clock.moveTo(at(5, '13:50'));
      await ok(desk.post(`/appointments/${appointmentId}/check-in`));
      await ok(doctor.post(`/appointments/${appointmentId}/start`));
      const done = await ok(doctor.post(`/appointments/${appointmentId}/complete`));
      expect(done).toMatchObject({ status: 'completed', checkedInAt: at(5, '13:50').toString() });
    });

    it('is on record, step by step', async () => {
      const { items } = await ok(admin.get(`/audit-events?patientId=${patientId}&limit=200`));
      const steps = items.map(({ action }: { action: string }) => action).toReversed();
      const written = steps.filter((action: string) => /^(patient\.register|appointment\.(?!read))/.test(action));
      expect(written).toEqual([
        'patient.register',
        'appointment.book',
        'appointment.reschedule',
        'appointment.check-in',
        'appointment.start',
        'appointment.complete',
      ]);
      const undone = 'select 1 from platform.deliveries where done_at is null';
      await until(async () => (await app.database.query(undone)).length === 0);
    });
  });
}
