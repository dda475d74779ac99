import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createTestDatabase, type TestDatabase } from '#testing';
import { AppModule } from '../../../src/app.module.js';
import { fhirFilesIn, importFiles } from '../../../src/interop/index.js';
import { testConfig } from '../../harness/app.js';

const LOCALE = { timeZone: 'America/New_York', currency: 'USD' };
const PLACE = [{ line: ['1 Main Street'], city: 'Boston', postalCode: '02101', country: 'US' }];
const NPI = 'http://hl7.org/fhir/sid/us-npi';

const url = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const snomed = (code: string, display: string) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });

const organization = { resourceType: 'Organization', name: 'General Hospital', address: PLACE };
const practitioner = {
  resourceType: 'Practitioner',
  name: [{ family: 'Ito', given: ['Ken'] }],
  identifier: [{ system: NPI, value: '42' }],
  address: PLACE,
};
const patient = { resourceType: 'Patient', name: [{ family: 'Lind', given: ['Ada'] }], birthDate: '1961-04-05', gender: 'female' };
const condition = { resourceType: 'Condition', code: snomed('38341003', 'Hypertension'), subject: { reference: url(3) } };
const observation = { resourceType: 'Observation', status: 'final', subject: { reference: url(3) }, valueString: 'kept \u0000 whole' };

function bundle(...entries: [number, object][]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: entries.map(([n, resource]) => ({ fullUrl: url(n), resource })),
  });
}

describe('importing FHIR files', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let folder: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    app = await NestFactory.createApplicationContext(AppModule.with(testConfig(database.url)), { logger: false });
    folder = await mkdtemp(join(tmpdir(), 'aceso-import-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
    await app.close();
    await database.drop();
  });

  async function importAll(files: Record<string, string>) {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return importFiles(app, await fhirFilesIn([folder]), LOCALE);
  }

  it('takes what has a place, keeps the rest whole, and changes nothing the second time', async () => {
    const files = { 'one.json': bundle([3, patient], [1, organization], [2, practitioner], [4, condition], [5, observation]) };

    const first = await importAll(files);
    const before = await database.query('select * from interop.resources order by source_key');
    const second = await importAll(files);

    expect([first.total('created'), first.total('kept'), first.total('leftOut')]).toEqual([4, 1, 0]);
    expect(second.total('unchanged')).toBe(5);
    expect(await database.query('select * from interop.resources order by source_key')).toEqual(before);
    const [facility] = await database.query('select name, time_zone, currency from staffing.facilities');
    expect(facility).toEqual({ name: 'General Hospital', time_zone: 'America/New_York', currency: 'USD' });
    const [kept] = await database.query<{ value: string; patient: string }>(
      `select o.resource ->> 'valueString' as value, p.local_id as patient from interop.resources o
       join interop.resources p on p.source_key = o.patient_key where o.resource_type = 'Observation'`,
    );
    const [registered] = await database.query<{ id: string }>('select id from patients.patients');
    expect(kept).toEqual({ value: 'kept  whole', patient: registered?.id });
  });

  it('lets a record wait for what it refers to, also until a later import', async () => {
    const alone = await importAll({ 'a.ndjson': `${JSON.stringify({ ...condition, id: url(4).slice(9) })}\n` });
    expect(alone.of('Condition')).toMatchObject({ leftOut: 1, created: 0 });
    expect(alone.lines().join('\n')).toContain('1 × Condition: its patient was not taken');

    const later = await importAll({ 'b.json': bundle([3, patient]) });
    expect(later.of('Condition')).toMatchObject({ leftOut: 0, created: 1 });
  });

  it('links a practitioner who is known under another name by the same number', async () => {
    await importAll({ 'a.json': bundle([1, organization], [2, practitioner]) });
    const report = await importAll({ 'b.json': bundle([7, practitioner]) });

    expect(report.of('Practitioner')).toMatchObject({ linked: 1, unchanged: 1, created: 0 });
    expect(await database.query('select count(*)::int as people from staffing.staff_members')).toEqual([{ people: 1 }]);
  });

  it('follows what has changed in the source', async () => {
    await importAll({ 'a.json': bundle([3, patient], [4, condition]) });
    const resolved = { ...condition, clinicalStatus: { coding: [{ code: 'resolved' }] } };
    const report = await importAll({ 'a.json': bundle([3, { ...patient, birthDate: '1961-04-06' }], [4, resolved]) });

    expect([report.of('Patient')?.updated, report.of('Condition')?.updated]).toEqual([1, 1]);
    expect(await database.query('select birth_date from patients.patients')).toEqual([{ birth_date: '1961-04-06' }]);
    expect(await database.query('select clinical_status from patients.conditions')).toEqual([{ clinical_status: 'resolved' }]);
  });

  it('leaves out what it cannot read or take, says why, and goes on', async () => {
    const report = await importAll({
      'broken.json': `{"resourceType":"Bundle","entry":[{"fullUrl":"${url(3)}","resource":${JSON.stringify(patient)}}, {"resour`,
      'lines.ndjson': `not json\n[]\n${JSON.stringify({ resourceType: 'Patient', id: 'x', name: [], birthDate: '1990' })}\n`,
      'nothing.json': '',
      'other.json': '{"hello":"world"}',
      'single.json': JSON.stringify({ ...patient, id: 'single', name: [{ family: 'Solo', given: ['Han'] }] }),
    });

    expect(report.of('Patient')).toMatchObject({ created: 2, leftOut: 1 });
    expect(report.of('(unreadable)')).toMatchObject({ leftOut: 5 });
    expect(report.lines().join('\n')).toContain('a line is no JSON');
  });

  it('audits what it took, as the import', async () => {
    await importAll({ 'a.json': bundle([3, patient], [5, observation]) });

    const rows = await database.query(`select action, actor_kind, actor_id from access.audit_events order by action`);
    expect(rows).toEqual(
      expect.arrayContaining([
        { action: 'patient.import', actor_kind: 'system', actor_id: 'import' },
        { action: 'resource.keep', actor_kind: 'system', actor_id: 'import' },
      ]),
    );
  });
});
