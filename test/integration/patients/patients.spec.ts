import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#kernel';
import { MergePatients } from '../../../src/patients/application/merge-patients.js';
import { MrnNumbers } from '../../../src/patients/application/ports.js';
import { RegisterPatient } from '../../../src/patients/application/register-patient.js';
import { Allergy } from '../../../src/patients/domain/allergy.js';
import { Allergies, Conditions } from '../../../src/patients/domain/chart.js';
import { Condition } from '../../../src/patients/domain/condition.js';
import type { PatientDetails } from '../../../src/patients/domain/patient-details.js';
import { Patients } from '../../../src/patients/domain/patients.js';
import { PatientsFacade, type PatientImport } from '../../../src/patients/index.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const code = { system: 'http://snomed.info/sct', code: '195967001', display: 'Asthma' };
const source = (value: string): { system: string; value: string } => ({ system: 'urn:other-system', value });

describe('patients on PostgreSQL', () => {
  let product: TestApp;
  let register: RegisterPatient;
  let patients: Patients;
  let unitOfWork: UnitOfWork;
  let facade: PatientsFacade;
  let merge: MergePatients;

  beforeAll(async () => {
    product = await startTestApp();
    const find = { strict: false } as const;
    register = product.app.get(RegisterPatient, find);
    patients = product.app.get(Patients as never, find);
    merge = product.app.get(MergePatients, find);
    unitOfWork = product.app.get(UnitOfWork as never, find);
    facade = product.app.get(PatientsFacade as never, find);
  });

  afterAll(() => product.close());

  const details: PatientDetails = {
    name: { given: ['Ada', 'Marie'], family: '"Quo\'te\\', prefix: 'Dr' },
    birthDate: '1979-03',
    sex: 'female',
    contacts: [{ system: 'phone', value: '+46 70 123 45 67', use: 'mobile' }],
    address: { line: ['Storgatan 5', '{"}'], city: 'Lund', postalCode: '222 23', country: 'SE' },
    identifiers: [source('ada')],
    timeZone: 'Europe/Stockholm',
    preferredLanguage: 'sv',
    reminderPreferences: { channels: ['sms'], quietHours: { from: '21:00', to: '08:00' } },
    emergencyContacts: [{ name: 'Nils', relationship: 'brother' }],
    deceasedOn: '2024-02-29',
  };

  it('are loaded as they were added, to the last field', async () => {
    const added = await register.execute({ details, acceptDuplicate: true });

    const loaded = await patients.get(added.id);

    expect(loaded).not.toBe(added);
    expect(loaded.details).toEqual(details);
    for (const name of ['id', 'mrn', 'facilityId', 'nameWords', 'duplicateKey', 'acceptedAs', 'version'] as const) {
      expect([name, loaded[name]]).toEqual([name, added[name]]);
    }
    expect(loaded.registeredAt.epochMilliseconds).toBe(added.registeredAt.epochMilliseconds);
  });

  it('are not written again where nothing changed', async () => {
    const { id } = await register.execute({ details: { ...details, identifiers: [], birthDate: '1980' } });

    await unitOfWork.run(async () => {
      await patients.get(id);
    });

    expect(await product.database.query('select version from patients.patients where id = $1', [id])).toEqual([{ version: 1 }]);
  });

  it('have their charts loaded as they were added', async () => {
    const allergies = product.app.get<Allergies>(Allergies as never, { strict: false });
    const conditions = product.app.get<Conditions>(Conditions as never, { strict: false });
    const { id: patientId } = await register.execute({ details: { ...details, identifiers: [], birthDate: '1981' } });
    const [first, second] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002'] as const;
    const allergy = new Allergy(
      first,
      patientId,
      { substance: code, kind: 'intolerance', criticality: 'low', reaction: 'Rash', recordedOn: '2024-02-29' },
      'inactive',
      source('a'),
    );
    const facts = { code, onset: '2019', abatement: '2020-01', note: 'line\nline', recordedOn: '2024-02-29' };
    const state = { clinicalStatus: 'remission', verificationStatus: 'confirmed' } as const;
    const condition = new Condition(second, patientId, facts, state, source('c'));
    await unitOfWork.run(async () => {
      allergies.add(allergy);
      conditions.add(condition);
    });

    expect({ ...(await allergies.get(patientId, first)) }).toEqual({ ...allergy });
    expect({ ...(await conditions.get(patientId, second)) }).toEqual({ ...condition });
  });

  it('never get a number twice, also from two processes', async () => {
    const Sequence = product.app.get(MrnNumbers as never, { strict: false }).constructor as new (sql: unknown) => MrnNumbers;
    const { Sql } = await import('#persistence');
    const sql = product.app.get(Sql, { strict: false });
    const processes = [new Sequence(sql), new Sequence(sql)];

    const taken = await Promise.all(Array.from({ length: 450 }, (_, index) => processes[index % 2]!.take()));

    expect(new Set(taken).size).toBe(450);
  });

  it('cost no more statements than a look-up and a write', async () => {
    const { Database } = await import('#persistence');
    const { pool, lines } = product.app.get(Database, { strict: false });
    const again = (given: string) => {
      return register.execute({ details: { ...details, identifiers: [], name: { given: [given], family: 'Warm' } } });
    };
    await again('Up');
    let statements = 0;
    const counted = <Way extends { query: unknown }>(way: Way): (() => void) => {
      const query = (way.query as (...all: unknown[]) => unknown).bind(way);
      way.query = ((...args: unknown[]) => {
        // The bell that wakes the relay rings now and then, for the registration before as well.
        if (!String(args[0]).startsWith('notify')) statements += 1;
        return query(...args);
      }) as never;
      return () => {
        way.query = query as never;
      };
    };
    const restore = [counted(pool), counted(lines)];

    await again('Down');

    restore.forEach((undo) => undo());
    expect(statements).toBe(2);
  });

  describe('through the facade', () => {
    const imported: PatientImport = {
      source: source('p-1'),
      name: { given: ['Ezra'], family: 'Import' },
      birthDate: '1960-06-06',
      sex: 'male',
      contacts: [
        { system: 'phone', value: '555-0100', use: 'old' },
        { system: 'phone', value: '555-0101' },
        { system: 'email', value: 'ezra@example.org' },
      ],
      preferredLanguage: 'en-US',
    };

    it('are taken over once, and followed', async () => {
      const first = await facade.importPatient(imported);
      expect(first.outcome).toBe('created');
      expect(await facade.importPatient(imported)).toEqual({ id: first.id, outcome: 'unchanged' });
      const dead = await facade.importPatient({ ...imported, deceasedOn: '2020-01-01', contacts: undefined });
      expect(dead).toEqual({ id: first.id, outcome: 'updated' });
      expect(await facade.find(first.id)).toMatchObject({ deceased: true, phone: '555-0101', email: 'ezra@example.org' });
      const { details: now } = await patients.get(first.id);
      expect(now.identifiers).toEqual([imported.source]);
      const alike = await facade.importPatient({ ...imported, source: source('p-2') });
      expect(alike.outcome).toBe('created');
      expect(alike.id).not.toBe(first.id);
    });

    it('are those of the survivor after a merge, whose own details stand', async () => {
      const kept = await facade.importPatient({ ...imported, source: source('m-1') });
      const gone = await facade.importPatient({ ...imported, source: source('m-2') });
      await merge.execute({ survivorId: kept.id, mergedId: gone.id });
      const again = await facade.importPatient({ ...imported, source: source('m-2'), deceasedOn: '2020-01-01' });
      expect(again).toEqual({ id: kept.id, outcome: 'unchanged' });
      expect(await facade.find(kept.id)).toMatchObject({ deceased: false });
      expect(await facade.find(gone.id)).toMatchObject({ mergedInto: kept.id });
    });

    it('have their allergies and conditions taken over once, and followed', async () => {
      const { id: patientId } = await facade.importPatient({ ...imported, source: source('p-3') });
      const allergy = { source: source('a-3'), patientId, substance: code, kind: 'allergy', criticality: 'low', status: 'active' } as const;
      const state = { clinicalStatus: 'active', verificationStatus: 'confirmed' } as const;
      const condition = { source: source('c-3'), patientId, code, onset: '1999', ...state };

      const outcomes = [
        await facade.importAllergy(allergy),
        await facade.importAllergy(allergy),
        await facade.importAllergy({ ...allergy, status: 'resolved' }),
        await facade.importCondition(condition),
        await facade.importCondition(condition),
        await facade.importCondition({ ...condition, clinicalStatus: 'resolved', abatement: '2001' }),
      ];

      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged', 'updated', 'created', 'unchanged', 'updated']);
      const stored = (column: string, table: string) => {
        return product.database.query(`select ${column} from patients.${table} where patient_id = $1`, [patientId]);
      };
      expect(await stored('status', 'allergies')).toEqual([{ status: 'resolved' }]);
      expect(await stored('abatement', 'conditions')).toEqual([{ abatement: '2001' }]);
    });

    it('are unknown where there are none', async () => {
      const nobody = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

      expect(await facade.find(nobody)).toBeUndefined();
      expect(await facade.findAll([nobody])).toEqual([]);
      const state = { clinicalStatus: 'active', verificationStatus: 'confirmed' } as const;
      const condition = { source: source('c-4'), patientId: nobody, code, ...state };
      await expect(facade.importCondition(condition)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('are shown by what is needed to reach them', async () => {
      const { id, mrn } = await register.execute({ details: { ...details, identifiers: [], birthDate: '1982', deceasedOn: undefined } });

      expect(await facade.find(id)).toEqual({
        id,
        mrn,
        displayName: 'Dr Ada Marie "Quo\'te\\',
        deceased: false,
        email: undefined,
        phone: '+46 70 123 45 67',
        timeZone: 'Europe/Stockholm',
        preferredLanguage: 'sv',
        reminderPreferences: details.reminderPreferences,
      });
    });
  });
});
