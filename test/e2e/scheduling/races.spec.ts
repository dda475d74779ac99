import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Practice } from './practice.js';

describe('fifty requests at once', () => {
  let practice: Practice;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open();
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  async function counted(answers: Promise<Answer>[]): Promise<Record<string, number>> {
    const words = (await Promise.all(answers)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body['code']}`));
    return Object.fromEntries(Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => [word, all!.length]));
  }

  it('book one slot once', async () => {
    const [staffId, patients] = [await practice.doctor(), await practice.patients(50)];
    const start = practice.inMinutes(600);
    const answers = patients.map((patientId) => practice.book({ patientId, staffId, appointmentTypeId, start }));
    expect(await counted(answers)).toEqual({ 201: 1, '409 slot-taken': 49 });
  });

  it('book one patient once, at two practitioners', async () => {
    const [one, other] = [await practice.doctor({ capacity: 50 }), await practice.doctor({ capacity: 50 })];
    const patientId = await practice.patient();
    const start = practice.inMinutes(700);
    const answers = Array.from({ length: 50 }, (_, index) =>
      practice.book({ patientId, staffId: index % 2 ? one : other, appointmentTypeId, start }),
    );
    expect(await counted(answers)).toEqual({ 201: 1, '409 patient-busy': 49 });
  });

  it('make one appointment with one Idempotency-Key', async () => {
    const [staffId, patientId] = [await practice.doctor({ capacity: 50 }), await practice.patient()];
    const body = { patientId, staffId, appointmentTypeId, start: practice.inMinutes(800) };
    const headers = { 'idempotency-key': randomUUIDv7() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => practice.book(body, headers)));
    const made = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body['id']));
    expect(made.size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201).every((answer) => answer.body['code'] === 'request-in-progress')).toBe(true);
    const rows = await practice.app.database.query('select id from scheduling.appointments where patient_id = $1', [patientId]);
    expect(rows).toEqual([{ id: [...made][0] }]);
    const replayed = await practice.book(body, headers);
    expect(replayed).toMatchObject({ status: 201, body: { id: [...made][0] } });
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
  });

  it('confirm and cancel one appointment in some order, and only once each', async () => {
    const [staffId, patientId] = [await practice.doctor(), await practice.patient()];
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.inMinutes(900) });
    const answers = Array.from({ length: 20 }, () => practice.act(body['id'], 'cancel', { reason: 'ill' }, { 'if-match': '"1"' }));
    const outcome = await counted(answers);
    expect(outcome['200']).toBe(1);
    expect(Object.keys(outcome).filter((word) => !['200', '409 invalid-transition', '412 stale-version'].includes(word))).toEqual([]);
  });
});
