import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#kernel';
import { DispensePrescription } from '../../../src/pharmacy/application/dispense-prescription.js';
import { EndCourses } from '../../../src/pharmacy/application/end-courses.js';
import { INGREDIENTS } from '../../e2e/pharmacy/medicines.js';
import { line, Ward } from '../../e2e/pharmacy/ward.js';

const BY = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

describe('prescriptions in the database', () => {
  let ward: Ward;
  let dispensing: DispensePrescription;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    ward = await Ward.open();
    await ward.learn();
    const { app } = ward.practice.app;
    dispensing = app.get(DispensePrescription, { strict: false });
    unitOfWork = app.get(UnitOfWork, { strict: false });
  });

  afterAll(() => ward.practice.close());

  function dispense(prescriptionId: string, quantity: number): Promise<void> {
    return unitOfWork.run(async () => {
      const prescription = await dispensing.open(prescriptionId);
      const lineIds = prescription.lines.map(({ id }) => id);
      const lines = await dispensing.lines(prescription, lineIds);
      await dispensing.check({ prescription, lines, point: 'dispense', by: BY });
      for (const each of lines) dispensing.record(prescription, each.line, quantity);
    });
  }

  async function read(id: string): Promise<Record<string, unknown>> {
    return (await ward.doctor.get(`/prescriptions/${id}`)).body;
  }

  it('come back as they were, with every member', async () => {
    const patientId = await ward.practice.patient();
    const full = line(await ward.medication('paracetamol'), {
      frequency: { times: 1, per: 'hours', interval: 8 },
      refills: 2,
      asNeeded: true,
      note: 'Not more\nthan needed',
      parallel: true,
    });
    const { body } = await ward.write(patientId, [full, line(await ward.medication('amoxicillin'))]);

    expect(await read(body['id'])).toEqual(body);
    expect(body['lines'][0]).toMatchObject(full);
  });

  it('are dispensed bit by bit, never beyond what is prescribed', async () => {
    const patientId = await ward.practice.patient();
    const { id } = await ward.prescribe(patientId, [line(await ward.medication('paracetamol'))]);
    await dispense(id, 20);
    expect(await read(id)).toMatchObject({ status: 'active', dispenseStatus: 'partial', lines: [{ remaining: 1 }] });
    expect(await ward.doctor.post(`/prescriptions/${id}/void`)).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    await expect(dispense(id, 2)).rejects.toMatchObject({ code: 'exceeds-prescription' });

    const both = await Promise.allSettled([dispense(id, 1), dispense(id, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await read(id)).toMatchObject({ status: 'completed', dispenseStatus: 'complete' });
    expect((await ward.doctor.get(`/patients/${patientId}/medications`)).body['items']).toMatchObject([{ status: 'completed', remaining: 0 }]);
  });

  it('are checked again when they are dispensed, with what became known since', async () => {
    const patientId = await ward.practice.patient();
    const { id } = await ward.prescribe(patientId, [line(await ward.medication('ibuprofen'))]);
    await ward.allergy(patientId, INGREDIENTS.ibuprofen);

    await expect(dispense(id, 1)).rejects.toMatchObject({ code: 'safety-check-failed' });
    expect(await read(id)).toMatchObject({ dispenseStatus: 'none' });
  });

  it('end when their course is over', async () => {
    const patientId = await ward.practice.patient();
    const { id } = await ward.prescribe(patientId, [line(await ward.medication('paracetamol'))]);
    const ending = ward.practice.app.app.get(EndCourses, { strict: false });
    await ending.execute();
    expect(await read(id)).toMatchObject({ status: 'active' });

    await ward.practice.app.database.query(`update pharmacy.prescription_lines set ends_at = now() where prescription_id = $1`, [id]);
    await ending.execute();
    expect(await read(id)).toMatchObject({ status: 'completed', dispenseStatus: 'none' });
    expect((await ward.doctor.get(`/patients/${patientId}/medications`)).body['items']).toEqual([]);
  });

  it('are told as events, without names or clinical words', async () => {
    const patientId = await ward.practice.patient();
    const { id, lines } = await ward.prescribe(patientId, [line(await ward.medication('paracetamol'))]);
    await ward.doctor.post(`/prescriptions/${id}/stop`, { reason: 'Rash' });
    const rows = await ward.practice.app.database.query(
      'select type, payload from platform.outbox where aggregate_id = $1 order by type', [id]);
    const told = { prescriptionId: id, patientId, facilityId: ward.practice.facilityId, prescriberId: ward.prescriberId };
    const payload = { ...told, lines: [{ id: lines[0].id, medicationId: lines[0].medicationId }] };
    expect(rows).toEqual([
      { type: 'pharmacy.prescription-signed.v1', payload },
      { type: 'pharmacy.prescription-stopped.v1', payload },
    ]);
  });
});
