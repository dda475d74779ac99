import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Counter } from '../pharmacy/counter.js';
import { INGREDIENTS } from '../pharmacy/medicines.js';
import { line } from '../pharmacy/ward.js';
import { naming, TwoRecords } from './two-records.js';

describe('a merge, while others write', () => {
  let counter: Counter;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(() => counter.close());

  /** What was answered with 201 is there, and is the survivor's. */
  async function expectKept(both: TwoRecords, answers: Answer[], path: string): Promise<void> {
    const kept = answers.filter(({ status }) => status === 201);
    const patients = await Promise.all(kept.map(async ({ body }) => (await both.admin.get(`/${path}/${body['id']}`)).body['patientId']));
    expect(new Set(patients)).toEqual(new Set(kept.length > 0 ? [both.survivorId] : []));
    const lost = answers.filter(({ status }) => status !== 201);
    expect(lost.map(({ body }) => [body['code'], body['mergedInto']])).toEqual(lost.map(() => ['patient-merged', both.survivorId]));
  }

  it('loses no appointment and leaves none with the merged record', async () => {
    const both = await TwoRecords.at(counter);
    const { practice, mergedId: patientId } = both;
    const appointmentTypeId = await practice.type();
    const doctors = await Promise.all(Array.from({ length: 20 }, () => practice.doctor()));
    const bookings = doctors.map((staffId, n) => () =>
      practice.book({ patientId, staffId, appointmentTypeId, start: practice.inMinutes(600 + 40 * n) }),
    );
    const [merged, ...booked] = await raced(() => both.merge(), bookings);
    expect(merged!.status).toBe(201);
    expect(await naming(both.app, both.mergedId)).toEqual([]);
    await expectKept(both, booked, 'appointments');
  });

  it('loses no prescription and leaves none with the merged record', async () => {
    const both = await TwoRecords.at(counter);
    const medications = await Promise.all(Array.from({ length: 20 }, () => counter.medication('paracetamol')));
    const [merged, ...written] = await raced(
      () => both.merge(),
      medications.map((medicationId) => () => counter.ward.write(both.mergedId, [line(medicationId)])),
    );
    expect(merged!.status).toBe(201);
    expect(await naming(both.app, both.mergedId)).toEqual([]);
    await expectKept(both, written, 'prescriptions');
  });

  it('loses no change of what is being moved', async () => {
    const both = await TwoRecords.at(counter);
    const { practice } = both;
    const appointments = await Promise.all(Array.from({ length: 10 }, (_, n) => both.book(both.mergedId, 600 + 40 * n)));
    const [merged, ...moved] = await raced(
      () => both.merge(),
      appointments.map(({ body }, n) => () => practice.act(body['id'], 'reschedule', { start: practice.inMinutes(3_000 + 40 * n) })),
    );
    expect(merged!.status).toBe(201);
    expect(moved.map(({ status }) => status)).toEqual(moved.map(() => 200));
    expect(await naming(both.app, both.mergedId)).toEqual([]);
    const after = await Promise.all(moved.map(({ body }) => both.admin.get(`/appointments/${body['id']}`)));
    expect(after.map(({ body }) => [body['patientId'], body['start']])).toEqual(moved.map(({ body }) => [both.survivorId, body['start']]));
  });

  it('is made once where two merge the same records, whichever way', async () => {
    for (const isSwapped of [false, true]) {
      const { survivorId, mergedId, admin } = await TwoRecords.at(counter);
      await counter.ward.allergy(mergedId, INGREDIENTS.ibuprofen);
      const other = isSwapped ? { survivorId: mergedId, mergedId: survivorId } : { survivorId, mergedId };
      const answers = await Promise.all([
        admin.post('/patient-merges', { survivorId, mergedId }),
        admin.post('/patient-merges', other),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)!.body['code']).toBe('patient-merged');
    }
  });

  it('is reverted once where two revert it', async () => {
    const both = await TwoRecords.at(counter);
    const { id } = (await both.merge()).body;
    const answers = await Promise.all([both.revert(id), both.revert(id)]);
    expect(answers.map(({ status, body }) => body['code'] ?? status).sort()).toEqual([200, 'merge-reverted']);
  });
});

/** Starts the first amid the others; answers in that order. */
function raced(first: () => Promise<Answer>, others: (() => Promise<Answer>)[]): Promise<Answer[]> {
  const half = others.length / 2;
  const before = others.slice(0, half).map((each) => each());
  const [middle, after] = [first(), others.slice(half).map((each) => each())];
  return Promise.all([middle, ...before, ...after]);
}
