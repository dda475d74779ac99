import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Practice } from '../scheduling/practice.js';

const asthma = { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J45.909', display: 'Unspecified asthma' };
const penicillin = { system: 'http://snomed.info/sct', code: '91936005', display: 'Allergy to penicillin' };
const ABSENT = randomUUIDv7();

/** A chart with one entry of each kind. */
interface Chart {
  patientId: string;
  allergyId: string;
  conditionId: string;
}

describe('whose charts one may open', () => {
  let north: Practice;
  let south: Practice;
  let nurse: Api;

  beforeAll(async () => {
    north = await Practice.open();
    south = await Practice.open(undefined, north.app);
    nurse = await north.app.as('nurse', { facilityId: north.facilityId });
  });

  afterAll(() => north.close());

  async function chartOf(patientId: string): Promise<Chart> {
    const { admin } = north;
    const allergy = await admin.post(`/patients/${patientId}/allergies`, { substance: penicillin, kind: 'allergy', criticality: 'high' });
    const condition = await admin.post(`/patients/${patientId}/conditions`, { code: asthma, clinicalStatus: 'active' });
    return { patientId, allergyId: allergy.body['id'], conditionId: condition.body['id'] };
  }

  /** Somebody seen at a practice at no other time than anybody else. */
  async function seenAt(practice: Practice, changes: object = {}): Promise<{ chart: Chart; appointmentId: string }> {
    const patientId = await practice.patient();
    const [staffId, appointmentTypeId] = [await practice.doctor(), await practice.type()];
    const booked = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.inMinutes(90), ...changes });
    expect(booked.status).toBe(201);
    return { chart: await chartOf(patientId), appointmentId: booked.body['id'] };
  }

  function readingsOf(api: Api, { patientId, allergyId, conditionId }: Chart): Promise<Answer[]> {
    const at = `/patients/${patientId}`;
    const paths = [`${at}/allergies`, `${at}/allergies/${allergyId}`, `${at}/conditions`, `${at}/conditions/${conditionId}`];
    return Promise.all(paths.map((path) => api.get(path)));
  }

  async function writingsOf(api: Api, { patientId, allergyId, conditionId }: Chart): Promise<Answer[]> {
    const at = `/patients/${patientId}`;
    return [
      await api.post(`${at}/allergies`, { substance: penicillin, kind: 'allergy', criticality: 'low' }),
      await api.post(`${at}/conditions`, { code: asthma, clinicalStatus: 'active' }),
      await api.patch(`${at}/allergies/${allergyId}`, { criticality: 'low' }, 1),
      await api.patch(`${at}/conditions/${conditionId}`, { note: 'better' }, 1),
      await api.post(`${at}/allergies/${allergyId}/inactivate`),
      await api.post(`${at}/conditions/${conditionId}/remit`),
    ];
  }

  const statuses = (answers: Answer[]): number[] => answers.map(({ status }) => status);
  const said = ({ status, body: { code, detail } }: Answer): object => ({ status, code, detail });

  async function expectClosed(api: Api, chart: Chart): Promise<void> {
    const absent = { patientId: ABSENT, allergyId: ABSENT, conditionId: ABSENT };
    const [hidden, nobody] = [[...(await readingsOf(api, chart)), ...(await writingsOf(api, chart))], await readingsOf(api, absent)];
    expect(statuses(hidden)).toEqual(Array(10).fill(404));
    expect(hidden.map(said)).toEqual([...nobody, ...(await writingsOf(api, absent))].map(said));
  }

  it('is of those who were seen at one’s facility, and of nobody else: theirs are as absent as none', async () => {
    const [{ chart: own }, { chart: foreign }] = [await seenAt(north), await seenAt(south)];

    expect(statuses(await readingsOf(nurse, own))).toEqual([200, 200, 200, 200]);
    expect(statuses(await writingsOf(nurse, own))).toEqual([201, 201, 200, 200, 200, 200]);
    await expectClosed(nurse, foreign);
    expect((await nurse.get(`/patients/${foreign.patientId}`)).status).toBe(200);
  });

  it('is of those who were registered at one’s facility', async () => {
    const { admin } = north;
    const registered = { name: { given: ['Eve'], family: 'Doorstep' }, birthDate: '1990', sex: 'female', facilityId: north.facilityId };
    const { body } = await admin.post('/patients', registered);

    expect(statuses(await readingsOf(nurse, await chartOf(body['id'])))).toEqual([200, 200, 200, 200]);
  });

  it('takes a visit that is meant or was: not a held time, nor one entered in error, but a cancelled one', async () => {
    const held = await seenAt(north, { hold: true });
    await expectClosed(nurse, held.chart);
    await north.act(held.appointmentId, 'confirm');
    expect(statuses(await readingsOf(nurse, held.chart))).toEqual([200, 200, 200, 200]);

    await north.act(held.appointmentId, 'cancel', { reason: 'ill' });
    expect(statuses(await readingsOf(nurse, held.chart))).toEqual([200, 200, 200, 200]);

    await north.act(held.appointmentId, 'void', { reason: 'somebody else was meant' });
    await expectClosed(nurse, held.chart);
  });

  it('is of everybody where the role is held everywhere', async () => {
    const { chart } = await seenAt(south);
    const doctor = await north.app.as('doctor');

    expect(statuses(await readingsOf(doctor, chart))).toEqual([200, 200, 200, 200]);
    expect((await doctor.get(`/patients/${ABSENT}/allergies`)).status).toBe(404);
  });

  it('is one’s own, without being changed by who only is the patient', async () => {
    const [{ chart: mine }, { chart: other }] = [await seenAt(south), await seenAt(south)];
    const patient = await north.app.as('patient', { patientId: mine.patientId });
    const colleague = await north.app.as('nurse', { facilityId: north.facilityId, patientId: mine.patientId });

    const readings = await readingsOf(patient, mine);
    expect(statuses(readings)).toEqual([200, 200, 200, 200]);
    expect(readings[1]!.body['allowedActions']).toEqual([]);
    expect(statuses(await writingsOf(patient, mine))).toEqual(Array(6).fill(403));
    expect(statuses(await readingsOf(patient, other))).toEqual([404, 404, 404, 404]);
    expect(statuses(await readingsOf(colleague, mine))).toEqual([200, 200, 200, 200]);
    await expectClosed(colleague, other);
  });

  it('ends with the role, at the next request', async () => {
    const { chart } = await seenAt(north);
    const leaving = await north.app.as('nurse', { facilityId: north.facilityId });
    expect(statuses(await readingsOf(leaving, chart))).toEqual([200, 200, 200, 200]);

    await north.admin.post(`/users/${leaving.userId}/roles`, { role: 'nurse', facilityId: south.facilityId });
    await north.admin.delete(`/users/${leaving.userId}/roles/nurse?facilityId=${north.facilityId}`);
    await expectClosed(leaving, chart);
    await north.admin.delete(`/users/${leaving.userId}/roles/nurse?facilityId=${south.facilityId}`);
    expect(statuses(await readingsOf(leaving, chart))).toEqual([403, 403, 403, 403]);
  });

  it('tells what the one who asks may do with an entry', async () => {
    const { chart } = await seenAt(north);
    const at = `/patients/${chart.patientId}/allergies/${chart.allergyId}`;
    const pharmacist = await north.app.as('pharmacist', { facilityId: north.facilityId });

    expect((await nurse.get(at)).body['allowedActions']).toEqual(['inactivate', 'enter-in-error']);
    expect((await pharmacist.get(at)).body['allowedActions']).toEqual([]);
    await north.admin.post(`/users/${pharmacist.userId}/roles`, { role: 'nurse', facilityId: south.facilityId });
    expect((await pharmacist.get(at)).body['allowedActions']).toEqual([]);
    await north.admin.post(`/users/${pharmacist.userId}/roles`, { role: 'nurse', facilityId: north.facilityId });
    expect((await pharmacist.get(at)).body['allowedActions']).toEqual(['inactivate', 'enter-in-error']);
  });
});
